package dev.turnout.orchestrator.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Whole counts by {@link LatencyBins bin}, sparse and immutable. Reports come with hundreds of bins
 * many times a second; sorted arrays hold them in a tenth of a map's room and merge in one pass.
 */
public final class BinCounts {
  /** No bins. */
  public static final BinCounts NONE = new BinCounts(new int[0], new long[0]);

  private final int[] bins;
  private final long[] counts;

  /** Takes arrays that nobody changes any more; bins ascend. */
  private BinCounts(int[] bins, long[] counts) {
    this.bins = bins;
    this.counts = counts;
  }

  /**
   * Counts by bin.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public static BinCounts of(Map<Integer, Long> byBin) {
    Builder builder = new Builder(byBin.size());
    new TreeMap<>(byBin).forEach(builder::add);
    return builder.build();
  }

  /** Collects bins in ascending order. */
  public static final class Builder {
    private int[] bins;
    private long[] counts;
    private int size;

    /**
     * @param expected number of bins, a hint
     */
    public Builder(int expected) {
      bins = new int[expected];
      counts = new long[expected];
    }

    /**
     * Adds the next bin.
     *
     * @throws IllegalArgumentException if the count is negative, or if the bin does not lie above
     *     the ones before
     */
    public void add(int bin, long count) {
      if (!addNext(bin, count)) {
        throw new IllegalArgumentException(
            "Expected a bin above %d, but got %d".formatted(bins[size - 1], bin));
      }
    }

    /**
     * Adds the next bin; false if it does not lie above the ones before, and then nothing changes.
     *
     * @throws IllegalArgumentException if the count is negative
     */
    public boolean addNext(int bin, long count) {
      if (count < 0) {
        throw new IllegalArgumentException(
            "Expected counts in bin %d of at least 0, but got %d (write 0)".formatted(bin, count));
      }
      if (size > 0 && bin <= bins[size - 1]) {
        return false;
      }
      if (size == bins.length) {
        bins = Arrays.copyOf(bins, 2 * size + 8);
        counts = Arrays.copyOf(counts, 2 * size + 8);
      }
      bins[size] = bin;
      counts[size] = count;
      size++;
      return true;
    }

    /** The bins so far. The builder is not used any more. */
    public BinCounts build() {
      return of(bins, counts, size);
    }
  }

  /** Takes the first so many of arrays that nobody changes any more. */
  private static BinCounts of(int[] bins, long[] counts, int size) {
    if (size == 0) {
      return NONE;
    }
    return size == bins.length
        ? new BinCounts(bins, counts)
        : new BinCounts(Arrays.copyOf(bins, size), Arrays.copyOf(counts, size));
  }

  /** Whether there are no bins. A bin with the count 0 is one. */
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

  /** The count of the i-th bin from below, from 0. */
  public long count(int i) {
    return counts[i];
  }

  /** The sum of all counts. */
  public long total() {
    return LongStream.of(counts).sum();
  }

  /** The sum of the counts above a bin. */
  public long totalAbove(int bin) {
    long sum = 0;
    for (int i = bins.length - 1; i >= 0 && bins[i] > bin; i--) {
      sum += counts[i];
    }
    return sum;
  }

  /** What was counted since, only bins that grew: a counter that shrank adds nothing. */
  public BinCounts grownFrom(BinCounts before) {
    int[] grownBins = new int[bins.length];
    long[] grown = new long[bins.length];
    int size = 0;
    int then = 0;
    for (int i = 0; i < bins.length; i++) {
      int bin = bins[i];
      while (then < before.bins.length && before.bins[then] < bin) {
        then++;
      }
      boolean known = then < before.bins.length && before.bins[then] == bin;
      long more = counts[i] - (known ? before.counts[then] : 0);
      if (more > 0) {
        grownBins[size] = bin;
        grown[size] = more;
        size++;
      }
    }
    return of(grownBins, grown, size);
  }

  /** The same as a map, ascending. */
  public SortedMap<Integer, Long> byBin() {
    SortedMap<Integer, Long> byBin = new TreeMap<>();
    for (int i = 0; i < bins.length; i++) {
      byBin.put(bins[i], counts[i]);
    }
    return byBin;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinCounts that
        && Arrays.equals(bins, that.bins)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bins) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return byBin().toString();
  }
}
