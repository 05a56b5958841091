package dev.turnout.cli.audit;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is missing because inputs are no longer there, and what that means. */
final class Gaps {
  private Gaps() {}

  /**
   * One sentence for each gap; empty if all is there.
   *
   * @param oldest offset of the oldest input of each topic that is still there
   * @param journal a model's entries up to the moment that is looked at
   * @param consumed what had been read by then
   */
  static List<String> sentences(Positions oldest, List<JournalEntry> journal, Positions consumed) {
    List<String> sentences = new ArrayList<>();
    long agents = Math.min(oldest.of(InputTopic.AGENTS), consumed.of(InputTopic.AGENTS));
    if (agents > 0) {
      sentences.add(
          "agent reports before offset %d have expired: what nodes refused before is not known"
              .formatted(agents));
    }
    long metrics = Math.min(oldest.of(InputTopic.METRICS), consumed.of(InputTopic.METRICS));
    if (metrics > 0) {
      sentences.add(metrics(metrics, startOfAttempt(journal)));
    }
    return sentences;
  }

  private static String metrics(long oldest, Optional<Long> attempt) {
    return attempt
        .filter(start -> start < oldest)
        .map(
            start ->
                ("metric reports from offset %d to %d of this attempt have expired: counts and"
                        + " evidence are incomplete; what was decided is not, it stands in the journal")
                    .formatted(start, oldest - 1))
        .orElseGet(
            () ->
                "metric reports before offset %d have expired: what the stable version did before is not fully known"
                    .formatted(oldest));
  }

  /** Offset of the first metric report that the attempt under way could read; empty if none is. */
  private static Optional<Long> startOfAttempt(List<JournalEntry> journal) {
    Optional<Long> start = Optional.empty();
    for (JournalEntry entry : journal) {
      if (entry.getEvent() instanceof RolloutStarted) {
        start = Optional.of(entry.getConsumed().getMetrics());
      } else if (entry.getEvent() instanceof RolloutEnded) {
        start = Optional.empty();
      }
    }
    return start;
  }
}
