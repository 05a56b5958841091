package dev.turnout.cli.audit;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Journal;
import dev.turnout.bus.RecordedInputs;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.audit.PastState;
import dev.turnout.orchestrator.audit.Until;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import dev.turnout.output.RecordTree;
import dev.turnout.view.RolloutTree;
import dev.turnout.view.StateTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a model at a moment, derived anew from what was recorded.
 *
 * @param state as it was published then
 * @param entries how many the journal has by now, a count
 * @param missing what is not known because inputs have expired, in sentences
 */
public record ReplayedState(RolloutState state, int entries, List<String> missing) {
  public ReplayedState {
    missing = List.copyOf(missing);
  }

  /**
   * Follows the journal over the inputs up to a moment.
   *
   * @param until such as {@code 2026-11-21T10:00:00Z}, {@code 10m}, {@code #17} or {@code
   *     metrics@3400}; empty for now
   * @param progress shows how much was read
   * @throws Failure if the model or the moment is unknown
   */
  public static ReplayedState of(
      Connection connection, String model, Optional<String> until, ProgressLine progress) {
    List<JournalEntry> journal = Journal.ofModel(connection, model);
    Until moment =
        until
            .map(text -> PastTimes.moment(text, journal.get(0).getCause().getPartition()))
            .orElseGet(Until.Now::new);
    requireEntry(moment, journal);
    try (RecordedInputs inputs = RecordedInputs.open(connection, model).shownBy(progress)) {
      RolloutState state =
          PastState.at(connection.topics(), new ModelName(model), journal, inputs.logs(), moment);
      List<JournalEntry> made = journal.subList(0, (int) state.getJournalSequence());
      Positions consumed = Positions.of(state.getConsumed());
      return new ReplayedState(
          state, journal.size(), Gaps.sentences(inputs.oldest(), made, consumed));
    }
  }

  /** For people: which moment it is, and the state as a tree. */
  public String text() {
    Instant at = Instant.ofEpochMilli(state.getAtMs());
    List<String> lines = new ArrayList<>();
    lines.add(
        "As it was at %s, after journal entry %d of %d; read until then: commands %d, agents %d, metrics %d."
            .formatted(
                at,
                state.getJournalSequence(),
                entries,
                state.getConsumed().getCommands(),
                state.getConsumed().getAgents(),
                state.getConsumed().getMetrics()));
    missing.forEach(sentence -> lines.add("Incomplete: " + sentence + "."));
    lines.add("");
    lines.addAll(RolloutTree.of(state, at));
    return String.join("\n", lines) + "\n";
  }

  /** For programs: the state's fields, and which moment it is. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>(StateTree.of(state));
    Map<String, Object> replay = new LinkedHashMap<>();
    replay.put("at", Instant.ofEpochMilli(state.getAtMs()).toString());
    replay.put("entry", state.getJournalSequence());
    replay.put("entries", entries);
    replay.put("consumed", RecordTree.of(state.getConsumed()));
    replay.put("missing", missing);
    tree.put("replay", replay);
    return tree;
  }

  private static void requireEntry(Until moment, List<JournalEntry> journal) {
    if (moment instanceof Until.Entry entry
        && (entry.sequence() < 1 || entry.sequence() > journal.size())) {
      throw Failure.invalid(
          "Expected an entry from #1 to #%d, but got #%d", journal.size(), entry.sequence());
    }
  }
}
