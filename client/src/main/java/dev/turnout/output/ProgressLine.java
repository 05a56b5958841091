package dev.turnout.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One line that shows how far a long work is, and how long the rest takes. Used by one thread. */
public final class ProgressLine {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 200_000_000;

  private final PrintWriter out;
  private final boolean shown;
  private final LongSupplier nanos;
  private final long startedAt;
  private long drawnAt;

  /**
   * @param shown whether anything is drawn at all
   * @param nanos a clock
   */
  public ProgressLine(PrintWriter out, boolean shown, LongSupplier nanos) {
    this.out = out;
    this.shown = shown;
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.drawnAt = startedAt;
  }

  /** Draws only if somebody watches. */
  public static ProgressLine forPeople(PrintWriter out) {
    return new ProgressLine(out, Terminal.isInteractive(), System::nanoTime);
  }

  /**
   * Draws the line anew if it is time to.
   *
   * @param fraction of the work that is done, from 0 to 1
   * @param what is done, in words
   */
  public void at(double fraction, String what) {
    long now = nanos.getAsLong();
    if (!shown || now - drawnAt < REDRAW_NANOS) {
      return;
    }
    drawnAt = now;
    int filled = (int) (WIDTH * Math.min(1, Math.max(0, fraction)));
    out.printf(
        "\r%s[%s%s] %s%s",
        Terminal.CLEAR_LINE,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        what,
        rest(fraction, now - startedAt));
    out.flush();
  }

  /** Takes the line away. */
  public void clear() {
    if (shown) {
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
