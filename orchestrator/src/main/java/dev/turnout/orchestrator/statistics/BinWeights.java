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

  /** Collects bins in ascending order. */
  public static final class Builder {
    private int[] bins;
    private double[] weights;
    private int size;

    /**
     * @param expected number of bins, a hint
     */
    public Builder(int expected) {
      bins = new int[expected];
      weights = new double[expected];
    }

    /**
     * Adds the next bin.
     *
     * @throws IllegalArgumentException if the bin does not lie above the ones before
     */
    public void add(int bin, double weight) {
      if (size > 0 && bin <= bins[size - 1]) {
        throw new IllegalArgumentException(
            "Expected a bin above %d, but got %d".formatted(bins[size - 1], bin));
      }
      if (size == bins.length) {
        bins = Arrays.copyOf(bins, 2 * size + 8);
        weights = Arrays.copyOf(weights, 2 * size + 8);
      }
      bins[size] = bin;
      weights[size] = weight;
      size++;
    }

    /** The bins so far. The builder is not used any more. */
    public BinWeights build() {
      return cut(bins, weights, size);
    }
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
   * What is left of them after a while, and what came since. One pass over both: it runs for every
   * report.
   *
   * @param kept the share that is kept, in (0, 1]
   * @param forgotten a bin that is left with no more than this is dropped
   * @param more what came since; it loses nothing yet
   */
  public BinWeights aged(double kept, double forgotten, BinCounts more) {
    int[] all = new int[bins.length + more.size()];
    double[] sums = new double[all.length];
    int size = 0;
    int theirs = 0;
    for (int mine = 0; mine < bins.length; mine++) {
      int bin = bins[mine];
      while (theirs < more.size() && more.bin(theirs) < bin) {
        all[size] = more.bin(theirs);
        sums[size] = more.count(theirs);
        size++;
        theirs++;
      }
      double weight = weights[mine] * kept;
      double left = weight > forgotten ? weight : 0;
      boolean met = theirs < more.size() && more.bin(theirs) == bin;
      if (met || left > 0) {
        all[size] = bin;
        sums[size] = met ? left + more.count(theirs) : left;
        size++;
      }
      theirs += met ? 1 : 0;
    }
    for (; theirs < more.size(); theirs++) {
      all[size] = more.bin(theirs);
      sums[size] = more.count(theirs);
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
