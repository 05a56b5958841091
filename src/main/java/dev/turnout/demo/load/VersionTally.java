package dev.turnout.demo.load;

import java.time.Instant;
import java.util.Optional;

/**
 * Replies of one version.
 *
 * @param right predictions that named the species
 * @param wrong predictions that did not
 * @param failed errors that the version answered
 * @param firstReply when it answered for the first time; empty if it never did
 */
public record VersionTally(long right, long wrong, long failed, Optional<Instant> firstReply) {
  static final VersionTally NONE = new VersionTally(0, 0, 0, Optional.empty());

  /** Answers with a prediction. */
  public long served() {
    return right + wrong;
  }

  /** All answers. */
  public long replies() {
    return served() + failed;
  }

  VersionTally with(Reply reply, Instant at) {
    Optional<Instant> first = firstReply.or(() -> Optional.of(at));
    return switch (reply) {
      case RIGHT -> new VersionTally(right + 1, wrong, failed, first);
      case WRONG -> new VersionTally(right, wrong + 1, failed, first);
      case FAILED -> new VersionTally(right, wrong, failed + 1, first);
      case LOST -> this;
    };
  }
}
