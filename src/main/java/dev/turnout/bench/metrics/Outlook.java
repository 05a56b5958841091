package dev.turnout.bench.metrics;

import dev.turnout.bus.Connection;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sees to it that what was measured is what was meant: rollouts that are judged all the time. */
final class Outlook implements AutoCloseable {
  private static final String JUDGED = "Analysing";

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
    List<String> wrong = new ArrayList<>();
    Map<String, RolloutState> newest = new HashMap<>();
    states.rest(RolloutState.class, state -> newest.put(state.getModel(), state));
    for (String model : models) {
      RolloutState state = newest.get(model);
      if (state == null || !JUDGED.equals(state.getPhase()) || state.getEvidence() == null) {
        wrong.add("%s is not judged: %s".formatted(model, state == null ? "" : state.getPhase()));
      }
    }
    journal.rest(JournalEntry.class, entry -> check(entry, wrong));
    return wrong;
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
