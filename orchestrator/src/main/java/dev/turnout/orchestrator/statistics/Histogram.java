package dev.turnout.orchestrator.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;

/**
 * Counts in the fixed {@link LatencyBins bins}, which may be fractions once they have aged. Bins
 * are added up from below, so sums have the same bits however the counts came in.
 */
public final class Histogram {
  private static final int LEAST_ROOM = 64;

  private int first;
  private double[] counts = {};
  private double total;

  public static Histogram empty() {
    return new Histogram();
  }

  /** Adds counts by bin. */
  public void add(SortedMap<Integer, ? extends Number> bins) {
    if (bins.isEmpty()) {
      return;
    }
    cover(bins.firstKey(), bins.lastKey());
    for (var bin : bins.entrySet()) {
      counts[bin.getKey() - first] += bin.getValue().doubleValue();
    }
    sumUp();
  }

  /** Adds counts by bin. */
  public void add(BinCounts more) {
    if (more.isEmpty()) {
      return;
    }
    cover(more.bin(0), more.bin(more.size() - 1));
    for (int i = 0; i < more.size(); i++) {
      counts[more.bin(i) - first] += more.count(i);
    }
    sumUp();
  }

  /** Adds aged counts by bin. */
  public void add(BinWeights more) {
    if (more.isEmpty()) {
      return;
    }
    cover(more.bin(0), more.bin(more.size() - 1));
    for (int i = 0; i < more.size(); i++) {
      counts[more.bin(i) - first] += more.weight(i);
    }
    sumUp();
  }

  /** Adds another histogram. */
  public void add(Histogram more) {
    if (more.counts.length == 0) {
      return;
    }
    cover(more.first, more.first + more.counts.length - 1);
    for (int i = 0; i < more.counts.length; i++) {
      counts[more.first - first + i] += more.counts[i];
    }
    sumUp();
  }

  /** Takes a share of every count: it ages. */
  public void scale(double factor) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] *= factor;
    }
    sumUp();
  }

  public void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  /** The sum of all counts. */
  public double total() {
    return total;
  }

  /** The smallest bin with at least this share of the counts in it and below; needs counts. */
  public int quantileBin(double quantile) {
    double wanted = quantile * total;
    double below = 0;
    int last = first;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      if (counts[i] > 0) {
        last = first + i;
        if (below >= wanted) {
          return last;
        }
      }
    }
    return last;
  }

  /** The counts above a bin. */
  public double above(int bin) {
    double above = 0;
    for (int i = Math.max(0, bin + 1 - first); i < counts.length; i++) {
      above += counts[i];
    }
    return above;
  }

  /**
   * The counts in the categories that the cuts make: up to the first cut, up to the second, and so
   * on, and above the last.
   *
   * @param shift bins by which every count is moved before, positive for slower
   */
  public double[] categories(int[] cuts, int shift) {
    return categories(cuts, bin -> bin + shift);
  }

  /**
   * The counts in categories if everything took some milliseconds longer.
   *
   * @param delay in milliseconds, not negative; counts of a bin stand for its middle
   */
  double[] categoriesDelayed(int[] cuts, double delay) {
    return categories(
        cuts, bin -> Math.max(bin, LatencyBins.binOf(LatencyBins.middleMillis(bin) + delay)));
  }

  /** In categories after a move that keeps the order of the bins. */
  private double[] categories(int[] cuts, IntUnaryOperator move) {
    double[] sums = new double[cuts.length + 1];
    int from = 0;
    for (int category = 0; category < cuts.length; category++) {
      int end = firstBeyond(cuts[category], move, from);
      sums[category] = sum(from, end);
      from = end;
    }
    sums[cuts.length] = sum(from, counts.length);
    return sums;
  }

  /** Searched for by halves: the move of a bin may cost more than to add its count. */
  private int firstBeyond(int cut, IntUnaryOperator move, int from) {
    int low = from;
    int high = counts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (move.applyAsInt(first + middle) > cut) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private double sum(int from, int end) {
    double sum = 0;
    for (int i = from; i < end; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** The counts as they are now. */
  public Bins state() {
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    List<Double> values = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      values.add(counts[i]);
    }
    return new Bins(from == to ? 0 : first + from, values);
  }

  /** The histogram of counts that were {@link #state() taken} before. */
  public static Histogram restore(Bins bins) {
    Histogram histogram = new Histogram();
    if (!bins.counts().isEmpty()) {
      histogram.cover(bins.first(), bins.first() + bins.counts().size() - 1);
      for (int i = 0; i < bins.counts().size(); i++) {
        histogram.counts[bins.first() - histogram.first + i] = bins.counts().get(i);
      }
      histogram.sumUp();
    }
    return histogram;
  }

  /** From below, and never step by step: a restored histogram must have the same bits. */
  private void sumUp() {
    total = 0;
    for (double count : counts) {
      total += count;
    }
  }

  private void cover(int low, int high) {
    if (counts.length > 0 && low >= first && high < first + counts.length) {
      return;
    }
    int newFirst = counts.length == 0 ? low : Math.min(low, first);
    int newEnd = counts.length == 0 ? high + 1 : Math.max(high + 1, first + counts.length);
    int room = Math.max(newEnd - newFirst, LEAST_ROOM);
    double[] wider = new double[room];
    System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : first - newFirst, counts.length);
    first = newFirst;
    counts = wider;
  }
}
