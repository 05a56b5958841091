package dev.turnout.control;

import dev.turnout.events.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The models' states, without what is private to the orchestrator. */
public interface States {
  /** By the name of the model; only the one named, if one is, and nothing if it is not known. */
  List<RolloutState> all(Optional<String> model);

  /**
   * The state that is meant by the name of a rollout, the id of an attempt or the name of a model,
   * in this order.
   *
   * @throws dev.turnout.output.Failure saying which rollouts there are
   */
  RolloutState find(String name);

  /** Follows the model of the state that the name means. */
  Watching watch(String name);

  /** The state of one model over time. */
  interface Watching extends AutoCloseable {
    /** The newest that is known. */
    RolloutState state();

    /** Waits for something new, at most so long. */
    void await(Duration limit);

    @Override
    void close();
  }
}
