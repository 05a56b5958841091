package dev.turnout.demo;

import dev.turnout.events.CauseKind;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutTurnedBack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the journal says about one attempt, by the broker's clock alone. An entry bears the time at
 * which the broker took the record that caused it.
 */
final class Timeline {
  private final String metricsTopic;
  private Optional<JournalEntry> turnedBack = Optional.empty();
  private Optional<Instant> lastAcknowledged = Optional.empty();
  private Optional<RolloutEnded> ended = Optional.empty();

  Timeline(String metricsTopic) {
    this.metricsTopic = metricsTopic;
  }

  /** Takes the entries of the attempt in their order, its end the last. */
  void take(JournalEntry entry) {
    Object event = entry.getEvent();
    if (event instanceof RolloutTurnedBack) {
      turnedBack = Optional.of(entry);
    } else if (event instanceof EpochAcknowledged && turnedBack.isPresent()) {
      lastAcknowledged = Optional.of(Instant.ofEpochMilli(entry.getAtMs()));
    } else if (event instanceof RolloutEnded end) {
      ended = Optional.of(end);
    }
  }

  Optional<RolloutEnded> ended() {
    return ended;
  }

  /**
   * When the last node said that it has the table in force in which the candidate gets nothing. The
   * attempt ends with this acknowledgement, so none before the end is later.
   */
  Optional<Instant> lastNodeBack() {
    return lastAcknowledged;
  }

  /** From the metric report that settled the rollback to the last node back on stable. */
  Optional<Duration> fromReportToLastNode() {
    return turnedBack
        .filter(this::settledByMetrics)
        .flatMap(
            entry ->
                lastAcknowledged.map(
                    at -> Duration.between(Instant.ofEpochMilli(entry.getAtMs()), at)));
  }

  private boolean settledByMetrics(JournalEntry entry) {
    return entry.getCause().getKind() == CauseKind.INPUT
        && entry.getCause().getTopic().equals(metricsTopic);
  }
}
