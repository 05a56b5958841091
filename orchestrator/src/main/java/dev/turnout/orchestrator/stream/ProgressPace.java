package dev.turnout.orchestrator.stream;

import java.time.Duration;
import java.util.Optional;

/** Says when inputs are committed from which no decision followed. Used by one thread. */
final class ProgressPace {
  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  private final Duration interval;
  private Optional<Long> since = Optional.empty();

  /**
   * @param interval longest time from an input to its commit
   */
  ProgressPace(Duration interval) {
    this.interval = interval;
  }

  /** Something waits for a commit. */
  void begin() {
    if (since.isEmpty()) {
      since = Optional.of(System.nanoTime());
    }
  }

  /** Nothing waits any longer. */
  void end() {
    since = Optional.empty();
  }

  boolean isDue() {
    return left().filter(left -> left <= 0).isPresent();
  }

  /** How long to wait for more inputs at most. */
  Duration pollTime() {
    return left()
        .map(left -> Duration.ofNanos(Math.max(0, left)))
        .filter(left -> left.compareTo(LONGEST_POLL) < 0)
        .orElse(LONGEST_POLL);
  }

  private Optional<Long> left() {
    return since.map(begin -> interval.toNanos() - (System.nanoTime() - begin));
  }
}
