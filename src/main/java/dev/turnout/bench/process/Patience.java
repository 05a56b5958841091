package dev.turnout.bench.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something, but not for ever. */
public final class Patience {
  private static final long STEP_MS = 50;

  private Patience() {}

  /** Returns when it is so. */
  public static void until(Duration limit, String what, BooleanSupplier isSo)
      throws InterruptedException {
    if (!waits(limit, isSo)) {
      throw new IllegalStateException("Expected %s within %s".formatted(what, limit));
    }
  }

  /** Whether it became so within the time. */
  public static boolean waits(Duration limit, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(STEP_MS);
    }
    return true;
  }
}
