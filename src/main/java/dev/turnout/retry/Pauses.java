package dev.turnout.retry;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Pauses between tries, each twice as long as the one before. Used by one thread. */
public final class Pauses {
  private static final Duration STEP = Duration.ofMillis(20);

  private final Duration first;
  private final Duration longest;
  private Duration next;

  /**
   * Begins with the first.
   *
   * @param longest which no later one exceeds
   */
  public Pauses(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** All went well: the next pause is the first again. */
  public void beginAnew() {
    next = first;
  }

  /** Sleeps, unless it is to stop. */
  public void rest(BooleanSupplier stopping) {
    rest(next, stopping);
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) > 0 ? longest : twice;
  }

  /** Sleeps so long, unless it is to stop or the thread is interrupted. */
  public static void rest(Duration pause, BooleanSupplier stopping) {
    long until = System.nanoTime() + pause.toNanos();
    while (!stopping.getAsBoolean() && System.nanoTime() - until < 0) {
      try {
        Thread.sleep(STEP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
