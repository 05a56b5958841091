package dev.turnout.bench.faults.fast;

import dev.turnout.events.Cause;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.simulation.SimOrchestrator.Stage;
import dev.turnout.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A script that nothing disturbed.
 *
 * @param entries numbers of all journal entries
 * @param commits numbers of the first entries of each transaction
 */
record Baseline(Script script, Course course, List<Long> entries, List<Long> commits) {
  private static final int REQUESTS = 6;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Runs the script. */
  static Baseline of(Script script) {
    Simulation world = script.world(REQUESTS);
    play(script, world, () -> true);
    List<Long> entries = new ArrayList<>();
    List<Long> commits = new ArrayList<>();
    Optional<Cause> last = Optional.empty();
    for (JournalEntry entry : world.onlooker().records()) {
      entries.add(entry.getSequence());
      if (!last.equals(Optional.of(entry.getCause()))) {
        commits.add(entry.getSequence());
      }
      last = Optional.of(entry.getCause());
    }
    Promises promises = Promises.check(world, script.ends());
    if (!promises.lost().isEmpty() || !promises.broken().isEmpty() || !Rerun.givesTheSame(world)) {
      throw new IllegalStateException(
          "Expected script '%s' to work undisturbed, but: %s %s"
              .formatted(script.name(), promises.lost(), promises.broken()));
    }
    return new Baseline(script, Course.of(world), entries, commits);
  }

  /** Where faults of a stage can strike. */
  List<Long> boundaries(Stage stage) {
    return stage == Stage.WRITING ? entries : commits;
  }

  /** A new world with the same script. */
  Simulation world() {
    return script.world(REQUESTS);
  }

  /** Lets the world go on to the end of the script. */
  static void play(Script script, Simulation world, BooleanSupplier isOver) {
    while (!(isDone(script, world) && isOver.getAsBoolean())
        && world.now().isBefore(Simulation.START.plus(LONGEST))) {
      world.step();
    }
  }

  private static boolean isDone(Script script, Simulation world) {
    long ended =
        world.onlooker().journal().stream()
            .filter(entry -> entry.event() instanceof RolloutEnded)
            .count();
    return ended >= script.ends()
        && world.onlooker().model().routeTable().isPresent()
        && world.nodes().stream()
            .allMatch(
                node ->
                    node.epochInForce() == world.onlooker().newestTable().orElseThrow().getEpoch());
  }
}
