package dev.turnout.bench.metrics;

import dev.turnout.bench.chance.Chance;
import dev.turnout.events.HistogramBin;
import java.util.ArrayList;
import java.util.List;

/** What one version on one node measured of one value: counts in 150 bins that only grow. */
final class Traffic {
  private static final int FIRST_BIN = 150;
  private static final double SPREAD = MetricsScale.BINS / 6.0;

  private final long[] counts = new long[MetricsScale.BINS];
  private long sumMicros;

  Traffic() {
    // It served before, so every bin is occupied from the first report on.
    for (int bin = 0; bin < counts.length; bin++) {
      add(bin);
    }
  }

  /** So many requests more, about normal over the bins. */
  void serve(int requests, Chance chance) {
    for (int i = 0; i < requests; i++) {
      int bin = (int) (MetricsScale.BINS / 2.0 + SPREAD * chance.normal());
      add(Math.min(counts.length - 1, Math.max(0, bin)));
    }
  }

  long sumMicros() {
    return sumMicros;
  }

  List<HistogramBin> bins() {
    List<HistogramBin> bins = new ArrayList<>(counts.length);
    for (int bin = 0; bin < counts.length; bin++) {
      bins.add(new HistogramBin(FIRST_BIN + bin, counts[bin]));
    }
    return bins;
  }

  private void add(int bin) {
    counts[bin]++;
    sumMicros += 100_000;
  }
}
