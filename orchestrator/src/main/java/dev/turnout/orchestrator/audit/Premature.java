package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.rollout.Noted;
import java.time.Duration;
import java.time.Instant;

/**
 * Something follows from the inputs, but the journal has nothing. Records of different topics may
 * have been decided on in another order than that of their times; then it vanishes with the next of
 * them.
 *
 * @param topic input after which it follows
 * @param offset its offset
 * @param at its time
 * @param follows what follows
 */
record Premature(InputTopic topic, long offset, Instant at, Noted follows) {

  /** Longer than the orchestrator ever waits for a topic that is behind. */
  private static final Duration EXCUSABLE = Duration.ofSeconds(10);

  static Premature after(Received received, Noted follows) {
    return new Premature(received.topic(), received.offset(), received.at(), follows);
  }

  boolean isExcusableUntil(Instant later) {
    return Duration.between(at, later).compareTo(EXCUSABLE) <= 0;
  }

  String words() {
    return "%s follows from %s@%d of %s"
        .formatted(
            follows.events().get(0).word(),
            topic.name().toLowerCase(java.util.Locale.ROOT),
            offset,
            at);
  }
}
