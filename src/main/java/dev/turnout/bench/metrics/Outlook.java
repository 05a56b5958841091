package dev.turnout.bench.metrics;

import dev.turnout.bus.Connection;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that what was measured is what was meant: rollouts that are judged all the time. */
final class Outlook implements AutoCloseable {
  private static final String JUDGED = "Analysing";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CommittedReader states;
  private final CommittedReader journal;

  Outlook(Connection connection) {
    this.states = new CommittedReader(connection, connection.topics().rollouts());
    this.journal = new CommittedReader(connection, connection.topics().journal());
  }

  /** A round begins. */
  void mark() {
    states.skip();
  }

  /**
   * What is not as it must be, in words; empty if all is well.
   *
   * @param models that are to be judged
   */
  List<String> wrong(List<String> models) {
    List<String> wrong = new ArrayList<>(notJudged(models));
    journal.rest(JournalEntry.class, entry -> check(entry, wrong));
    return wrong;
  }

  /** States are written by turns: that of the last model may come a little later. */
  private List<String> notJudged(List<String> models) {
    Map<String, RolloutState> newest = new HashMap<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> missing;
    do {
      states.rest(RolloutState.class, state -> newest.put(state.getModel(), state));
      missing = models.stream().filter(model -> !isJudged(newest.get(model))).toList();
    } while (!missing.isEmpty() && System.nanoTime() < deadline);
    return missing.stream()
        .map(model -> "%s is not judged: %s".formatted(model, phase(newest.get(model))))
        .toList();
  }

  private static boolean isJudged(@Nullable RolloutState state) {
    return state != null && JUDGED.equals(state.getPhase()) && state.getEvidence() != null;
  }

  private static String phase(@Nullable RolloutState state) {
    return state == null ? "no state of it was written" : String.valueOf(state.getPhase());
  }

  private static void check(JournalEntry entry, List<String> wrong) {
    if (entry.getEvent() instanceof RolloutEnded || entry.getEvent() instanceof RolloutPaused) {
      wrong.add("%s did not go on: %s".formatted(entry.getModel(), entry.getEvent()));
    }
  }

  @Override
  public void close() {
    states.close();
    journal.close();
  }
}
