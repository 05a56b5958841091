package dev.turnout.bench.faults.fast;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.simulation.SimOrchestrator.Stage;
import dev.turnout.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One fault in one run of a script: strikes at one entry of the journal, and waits for the end of
 * it.
 */
final class Strike implements Simulation.Observer {
  private final Simulation world;
  private final Kind kind;
  private final long sequence;
  private Optional<Instant> struckAt = Optional.empty();
  private Optional<Instant> recoveredAt = Optional.empty();
  private boolean hit;
  private long newestEpoch;

  private Strike(Simulation world, Kind kind, long sequence) {
    this.world = world;
    this.kind = kind;
    this.sequence = sequence;
  }

  /** Will strike when the entry with this sequence is written. */
  static Strike at(long sequence, Kind kind, Simulation world) {
    Strike strike = new Strike(world, kind, sequence);
    world.orchestrator().watch(strike::reached);
    world.observe(strike);
    return strike;
  }

  /** Whether there was anything to strike. */
  boolean hasHit() {
    return hit;
  }

  /** Whether nothing of the fault is left. */
  boolean isOver() {
    return recoveredAt.isPresent();
  }

  /** From the fault until nothing of it was left; empty while it is not over. */
  Optional<Duration> recovery() {
    return recoveredAt.flatMap(end -> struckAt.map(begin -> Duration.between(begin, end)));
  }

  private void reached(Stage stage, List<Outgoing> batch, int written) {
    if (struckAt.isEmpty() && stage == kind.stage() && isMine(stage, batch, written)) {
      struckAt = Optional.of(world.now());
      hit = true;
      hit = kind.blow().strike(world, (int) sequence);
    }
  }

  private boolean isMine(Stage stage, List<Outgoing> batch, int written) {
    return stage == Stage.WRITING
        ? isEntry(batch.get(written - 1))
        : batch.stream().anyMatch(this::isEntry);
  }

  private boolean isEntry(Outgoing record) {
    return record.value() instanceof JournalEntry entry && entry.getSequence() == sequence;
  }

  @Override
  public void step(Instant at) {
    boolean ended = struckAt.filter(begin -> !at.isBefore(begin.plus(kind.lasts()))).isPresent();
    if (ended && recoveredAt.isEmpty() && isWell()) {
      recoveredAt = Optional.of(at);
    }
    newestEpoch = world.onlooker().newestTable().map(RouteTable::getEpoch).orElse(0L);
  }

  /** Everything is up, has read what there was, and has the table of the step before. */
  private boolean isWell() {
    return world.broker().isUp()
        && world.orchestrator().isCaughtUp()
        && world.nodes().stream().allMatch(node -> node.knows(newestEpoch) && !node.lacksServers());
  }
}
