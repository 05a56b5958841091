package dev.turnout.cli.audit;

import dev.turnout.orchestrator.audit.Verification;
import dev.turnout.output.ProgressLine;
import java.util.concurrent.atomic.AtomicLong;

/** Draws how far a verification is. */
public final class WatchedVerification implements Verification.Watcher, AutoCloseable {
  private static final int STRIDE = 1_024;

  private final ProgressLine line;
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong done = new AtomicLong();

  public WatchedVerification(ProgressLine line) {
    this.line = line;
  }

  @Override
  public void expect(long inputs) {
    total.addAndGet(inputs);
  }

  @Override
  public void passed() {
    long count = done.incrementAndGet();
    if (count % STRIDE == 0) {
      draw(count);
    }
  }

  private synchronized void draw(long count) {
    long all = Math.max(count, total.get());
    line.at((double) count / all, "%,d of %,d inputs".formatted(count, all));
  }

  @Override
  public void close() {
    line.clear();
  }
}
