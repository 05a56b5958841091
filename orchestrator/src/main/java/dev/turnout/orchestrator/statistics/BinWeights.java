package dev.turnout.orchestrator.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Aged counts by {@link LatencyBins bin}, sparse and immutable: what {@link BinCounts} become when
 * they lose weight with time.
 */
public final class BinWeights {
  /** No bins. */
  public static final BinWeights NONE = new BinWeights(new int[0], new double[0]);

  private final int[] bins;
  private final double[] weights;

  /** Takes arrays that nobody changes any more; bins ascend. */
  private BinWeights(int[] bins, double[] weights) {
    this.bins = bins;
    this.weights = weights;
  }

  /** Weights by bin. */
  public static BinWeights of(Map<Integer, Double> byBin) {
    int[] bins = byBin.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    return new BinWeights(bins, Arrays.stream(bins).mapToDouble(byBin::get).toArray());
  }

  /** Whether there are no bins. */
  public boolean isEmpty() {
    return bins.length == 0;
  }

  /** The number of bins. */
  public int size() {
    return bins.length;
  }

  /** The i-th bin from below, from 0. */
  public int bin(int i) {
    return bins[i];
  }

  /** The weight of the i-th bin from below, from 0. */
  public double weight(int i) {
    return weights[i];
  }

  /**
   * What is left of them after a while.
   *
   * @param kept the share that is kept, in (0, 1]
   * @param forgotten a bin that holds no more than this is dropped
   */
  public BinWeights aged(double kept, double forgotten) {
    int[] left = new int[bins.length];
    double[] aged = new double[bins.length];
    int size = 0;
    for (int i = 0; i < bins.length; i++) {
      double weight = weights[i] * kept;
      if (weight > forgotten) {
        left[size] = bins[i];
        aged[size] = weight;
        size++;
      }
    }
    return cut(left, aged, size);
  }

  /** Adds counts. */
  public BinWeights plus(BinCounts more) {
    int[] all = new int[bins.length + more.size()];
    double[] sums = new double[all.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < bins.length || theirs < more.size()) {
      int bin = Math.min(binOr(mine), theirs < more.size() ? more.bin(theirs) : Integer.MAX_VALUE);
      all[size] = bin;
      if (binOr(mine) == bin) {
        sums[size] += weights[mine];
        mine++;
      }
      if (theirs < more.size() && more.bin(theirs) == bin) {
        sums[size] += more.count(theirs);
        theirs++;
      }
      size++;
    }
    return cut(all, sums, size);
  }

  /** The same as a map, ascending. */
  public SortedMap<Integer, Double> byBin() {
    SortedMap<Integer, Double> byBin = new TreeMap<>();
    for (int i = 0; i < bins.length; i++) {
      byBin.put(bins[i], weights[i]);
    }
    return byBin;
  }

  private int binOr(int i) {
    return i < bins.length ? bins[i] : Integer.MAX_VALUE;
  }

  private static BinWeights cut(int[] bins, double[] weights, int size) {
    return size == 0
        ? NONE
        : new BinWeights(Arrays.copyOf(bins, size), Arrays.copyOf(weights, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinWeights that
        && Arrays.equals(bins, that.bins)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bins) + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return byBin().toString();
  }
}
