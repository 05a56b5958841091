package dev.turnout.explain;

import dev.turnout.bus.Journal;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStateChanged;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.audit.RecordedEvidence;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.view.EventLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as the journal has it.
 *
 * @param started how it began
 * @param decisions what happened from its command to its end, or until now
 * @param history all entries of the model up to the last of the decisions
 * @param analysis what was watched; empty if nothing was
 * @param ended how it ended; empty if it has not
 * @param isNewest whether no later attempt is in the journal
 */
record Story(
    String model,
    RolloutStarted started,
    List<Decision> decisions,
    List<JournalEntry> history,
    Optional<AnalysisSpec> analysis,
    Optional<RolloutEnded> ended,
    boolean isNewest) {

  /** The story of the attempt that is meant by its id, its rollout's name or its model. */
  static Story find(Journal journal, String name) {
    JournalEntry start = journal.start(name);
    return of(journal.of(start.getModel()), start);
  }

  /** The story that begins with this entry of a model's journal. */
  static Story of(List<JournalEntry> all, JournalEntry start) {
    int first = all.indexOf(start);
    while (first > 0 && all.get(first - 1).getCause().equals(start.getCause())) {
      first--;
    }
    int end = endOf(all, start);
    RolloutStarted started = (RolloutStarted) start.getEvent();
    return new Story(
        start.getModel(),
        started,
        decisions(all.subList(first, end), started),
        List.copyOf(all.subList(0, end)),
        SpecCodec.read(started.getSpec()).analysis(),
        all.get(end - 1).getEvent() instanceof RolloutEnded last
            ? Optional.of(last)
            : Optional.empty(),
        end == all.size());
  }

  Instant startedAt() {
    return decisions.get(0).at();
  }

  /** Whether it goes on: it has neither ended nor given way to another attempt. */
  boolean isRunning() {
    return isNewest && ended.isEmpty();
  }

  /** The end, or the newest entry. */
  Instant until() {
    return decisions.get(decisions.size() - 1).at();
  }

  /** The newest evidence that is recorded. */
  Optional<Evidence> lastEvidence() {
    return decisions.stream().flatMap(d -> d.evidence().stream()).reduce((a, b) -> b);
  }

  /** Behind the end of the attempt, or before the start of the next one. */
  private static int endOf(List<JournalEntry> all, JournalEntry start) {
    String id = ((RolloutStarted) start.getEvent()).getRolloutId();
    for (int i = all.indexOf(start) + 1; i < all.size(); i++) {
      Object event = all.get(i).getEvent();
      if (event instanceof RolloutEnded ended && ended.getRolloutId().equals(id)) {
        return i + 1;
      }
      if (event instanceof RolloutStarted) {
        return i;
      }
    }
    return all.size();
  }

  private static List<Decision> decisions(List<JournalEntry> entries, RolloutStarted started) {
    EventLine lines = new EventLine(started.getSteps());
    List<Decision> decisions = new ArrayList<>();
    for (JournalEntry entry : entries) {
      words(lines, entry)
          .ifPresent(
              words ->
                  decisions.add(
                      new Decision(
                          entry, words, RecordedEvidence.of(JournalCodec.read(entry).event()))));
    }
    return List.copyOf(decisions);
  }

  /** Empty for what belongs to nodes that do as they shall. */
  private static Optional<String> words(EventLine lines, JournalEntry entry) {
    Object event = entry.getEvent();
    if (event instanceof CommandAccepted command) {
      return Optional.of(
          "%s by %s accepted%s"
              .formatted(command.getCommand(), command.getActor(), reason(command.getReason())));
    }
    if (event instanceof CommandRefused command) {
      return Optional.of(
          "%s by %s refused: %s"
              .formatted(command.getCommand(), command.getActor(), command.getReason()));
    }
    boolean usual =
        event instanceof NodeJoined
            || event instanceof VersionStateChanged change
                && change.getState() != VersionState.FAILED;
    return usual ? Optional.empty() : lines.words(entry);
  }

  private static String reason(@Nullable String reason) {
    return reason == null ? "" : ": " + reason;
  }
}
