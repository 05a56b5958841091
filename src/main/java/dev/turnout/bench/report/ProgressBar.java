package dev.turnout.bench.report;

import dev.turnout.bench.judge.Runner;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** One line that shows how much is done, and how long the rest takes. */
public final class ProgressBar implements Runner.Progress {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 200_000_000;
  private static final String LINE_START = "\r\u001b[K";

  private final PrintWriter out;
  private final int total;
  private final String things;
  private final LongSupplier nanos;
  private final long startedAt;
  private final AtomicInteger done = new AtomicInteger();
  private long drawnAt;

  /**
   * @param total how many things there are to do
   * @param things what they are, such as {@code rollouts}
   * @param nanos a clock
   */
  public ProgressBar(PrintWriter out, int total, String things, LongSupplier nanos) {
    this.out = out;
    this.total = total;
    this.things = things;
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.drawnAt = startedAt;
  }

  @Override
  public void done(String suite) {
    int count = done.incrementAndGet();
    synchronized (this) {
      long now = nanos.getAsLong();
      if (now - drawnAt >= REDRAW_NANOS) {
        drawnAt = now;
        draw(count, suite, now);
      }
    }
  }

  /** Takes the line away. */
  public synchronized void clear() {
    out.print(LINE_START);
    out.flush();
  }

  private void draw(int count, String suite, long now) {
    int filled = WIDTH * count / total;
    Duration rest = Duration.ofNanos((now - startedAt) / count * (total - count));
    out.printf(
        "%s[%s%s] %d of %d %s, %s, about %s left",
        LINE_START,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        count,
        total,
        things,
        suite,
        text(rest));
    out.flush();
  }

  private static String text(Duration rest) {
    return rest.toMinutes() > 0
        ? "%d min".formatted(rest.toMinutes())
        : "%d s".formatted(rest.toSeconds());
  }
}
