package dev.turnout.demo.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Replies of one version.
 *
 * @param right predictions that named the species
 * @param wrong predictions that did not
 * @param failed errors that the version answered
 * @param micros time that all answers together took, in microseconds
 * @param firstReply when it answered for the first time; empty if it never did
 */
public record VersionTally(
    long right, long wrong, long failed, long micros, Optional<Instant> firstReply) {
  static final VersionTally NONE = new VersionTally(0, 0, 0, 0, Optional.empty());

  /** Answers with a prediction. */
  public long served() {
    return right + wrong;
  }

  /** All answers. */
  public long replies() {
    return served() + failed;
  }

  VersionTally with(Reply reply, Duration took, Instant at) {
    long sum = micros + TimeUnit.NANOSECONDS.toMicros(took.toNanos());
    Optional<Instant> first = firstReply.or(() -> Optional.of(at));
    return switch (reply) {
      case RIGHT -> new VersionTally(right + 1, wrong, failed, sum, first);
      case WRONG -> new VersionTally(right, wrong + 1, failed, sum, first);
      case FAILED -> new VersionTally(right, wrong, failed + 1, sum, first);
      case LOST -> this;
    };
  }
}
