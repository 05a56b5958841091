package dev.turnout.control.bus;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Rollouts;
import dev.turnout.control.States;
import dev.turnout.events.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the compacted topic of the states each time, and goes on reading to watch. */
final class BusStates implements States {
  private final Connection connection;

  BusStates(Connection connection) {
    this.connection = connection;
  }

  @Override
  public List<RolloutState> all(Optional<String> model) {
    try (Rollouts rollouts = Rollouts.read(connection)) {
      return model.map(name -> rollouts.of(name).stream().toList()).orElseGet(rollouts::all);
    }
  }

  @Override
  public RolloutState find(String name) {
    try (Rollouts rollouts = Rollouts.read(connection)) {
      return rollouts.find(name);
    }
  }

  @Override
  public Watching watch(String name) {
    Rollouts rollouts = Rollouts.read(connection);
    try {
      return new BusWatching(rollouts, rollouts.find(name));
    } catch (RuntimeException e) {
      rollouts.close();
      throw e;
    }
  }

  private static final class BusWatching implements Watching {
    private final Rollouts rollouts;
    private RolloutState state;

    BusWatching(Rollouts rollouts, RolloutState state) {
      this.rollouts = rollouts;
      this.state = state;
    }

    @Override
    public RolloutState state() {
      return state;
    }

    @Override
    public void await(Duration limit) {
      rollouts.update(limit);
      state = rollouts.of(state.getModel()).orElse(state);
    }

    @Override
    public void close() {
      rollouts.close();
    }
  }
}
