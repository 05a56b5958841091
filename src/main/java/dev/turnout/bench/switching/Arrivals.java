package dev.turnout.bench.switching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each node had a table. Thread-safe. */
final class Arrivals {
  private final long epoch;
  private final AtomicLongArray nanos;
  private final CountDownLatch missing;

  /**
   * @param epoch of the table that is waited for
   * @param nodes that shall have it
   */
  Arrivals(long epoch, int nodes) {
    this.epoch = epoch;
    this.nanos = new AtomicLongArray(nodes);
    this.missing = new CountDownLatch(nodes);
  }

  /** A node has a table. */
  void arrived(int node, long table) {
    if (table == epoch && node < nanos.length()) {
      nanos.set(node, System.nanoTime());
      missing.countDown();
    }
  }

  /**
   * Waits until all have it.
   *
   * @return milliseconds from this moment to each arrival, ascending, 0 for one that came before
   */
  List<Double> millisSince(long start, Duration limit) throws InterruptedException {
    if (!missing.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "Expected all %d nodes to have epoch %d within %s, but %d have not"
              .formatted(nanos.length(), epoch, limit, missing.getCount()));
    }
    double[] millis = new double[nanos.length()];
    Arrays.setAll(millis, node -> Math.max(0, (nanos.get(node) - start) / 1e6));
    Arrays.sort(millis);
    List<Double> all = new ArrayList<>();
    Arrays.stream(millis).forEach(all::add);
    return all;
  }
}
