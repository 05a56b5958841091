package dev.turnout.explain;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.VerdictKind;
import dev.turnout.events.VerdictReached;
import dev.turnout.orchestrator.analysis.Evidence;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the journal that belongs to a rollout's story.
 *
 * @param words what happened, in a sentence
 * @param evidence what it rests on; empty where nothing was measured
 */
record Decision(JournalEntry entry, String words, Optional<Evidence> evidence) {

  Instant at() {
    return Instant.ofEpochMilli(entry.getAtMs());
  }

  /** The record that caused it, such as {@code turnout.metrics-1@1042}. */
  String cause() {
    return "%s-%d@%d"
        .formatted(
            entry.getCause().getTopic(),
            entry.getCause().getPartition(),
            entry.getCause().getOffset());
  }

  /** Whether the candidate was given up, so that nothing is missing for its promotion. */
  boolean isRollback() {
    return entry.getEvent() instanceof RolloutTurnedBack
        || entry.getEvent() instanceof VerdictReached verdict
            && verdict.getVerdict() == VerdictKind.ROLLBACK;
  }

  boolean hasCauseOf(Decision other) {
    return entry.getCause().equals(other.entry.getCause());
  }
}
