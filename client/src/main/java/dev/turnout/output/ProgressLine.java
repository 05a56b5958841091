package dev.turnout.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far a long work is, and how long the rest takes: one line that changes where a person
 * watches, and a line a minute in a log. Used by one thread.
 */
public final class ProgressLine {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 200_000_000;
  private static final long LOG_NANOS = 60_000_000_000L;

  private final PrintWriter out;
  private final boolean watched;
  private final LongSupplier nanos;
  private final long startedAt;
  private long drawnAt;

  /**
   * @param watched whether the line may be drawn over
   * @param nanos a clock
   */
  public ProgressLine(PrintWriter out, boolean watched, LongSupplier nanos) {
    this.out = out;
    this.watched = watched;
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.drawnAt = startedAt;
  }

  /** As it suits who reads the errors of this process. */
  public static ProgressLine of(PrintWriter out) {
    return new ProgressLine(out, Terminal.isInteractive(), System::nanoTime);
  }

  /**
   * Draws or writes the line anew if it is time to.
   *
   * @param fraction of the work that is done, from 0 to 1
   * @param what is done, in words
   */
  public void at(double fraction, String what) {
    long now = nanos.getAsLong();
    if (now - drawnAt < (watched ? REDRAW_NANOS : LOG_NANOS)) {
      return;
    }
    drawnAt = now;
    int filled = (int) (WIDTH * Math.min(1, Math.max(0, fraction)));
    out.printf(
        watched ? "\r" + Terminal.CLEAR_LINE + "%s" : "%s%n",
        "[%s%s] %s%s"
            .formatted(
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                what,
                rest(fraction, now - startedAt)));
    out.flush();
  }

  /** Takes the line away. */
  public void clear() {
    if (watched) {
      out.print("\r" + Terminal.CLEAR_LINE);
      out.flush();
    }
  }

  private static String rest(double fraction, long nanosSoFar) {
    if (fraction <= 0) {
      return "";
    }
    return ", about %s left"
        .formatted(Times.age(Duration.ofNanos((long) (nanosSoFar * (1 - fraction) / fraction))));
  }
}
