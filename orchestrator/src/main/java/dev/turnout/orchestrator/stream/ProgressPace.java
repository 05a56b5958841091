package dev.turnout.orchestrator.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Says when inputs are committed from which no decision followed. Used by one thread. */
final class ProgressPace {
  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  /**
   * While there is a backlog nobody waits for the progress, and each commit writes whole states.
   */
  private static final Duration CATCHING_UP = Duration.ofSeconds(1);

  private final Duration usual;
  private final BooleanSupplier isBehind;
  private Optional<Long> since = Optional.empty();

  /**
   * @param usual longest time from an input to its commit, unless there is a backlog
   * @param isBehind whether there is one
   */
  ProgressPace(Duration usual, BooleanSupplier isBehind) {
    this.usual = usual;
    this.isBehind = isBehind;
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
    return since.map(begin -> interval().toNanos() - (System.nanoTime() - begin));
  }

  private Duration interval() {
    return usual.compareTo(CATCHING_UP) < 0 && isBehind.getAsBoolean() ? CATCHING_UP : usual;
  }
}
