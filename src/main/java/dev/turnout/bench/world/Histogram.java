package dev.turnout.bench.world;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requests by latency bin, dense. Bins outside [{@link #FIRST}, {@link #LAST}] (1 ms to 400 s) are
 * counted at the ends.
 */
public final class Histogram {
  public static final int FIRST = 0;
  public static final int LAST = 650;

  private final long[] counts = new long[LAST - FIRST + 1];
  private int lowest = counts.length;
  private int highest = -1;
  private long total;

  public void add(int bin, long count) {
    int index = Math.min(Math.max(bin, FIRST), LAST) - FIRST;
    counts[index] += count;
    total += count;
    lowest = Math.min(lowest, index);
    highest = Math.max(highest, index);
  }

  public void addAll(Histogram other) {
    for (int i = other.lowest; i <= other.highest; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
  }

  public long total() {
    return total;
  }

  public long count(int bin) {
    return bin < FIRST || bin > LAST ? 0 : counts[bin - FIRST];
  }

  /** Requests in this bin or a faster one. */
  public long upTo(int bin) {
    long sum = 0;
    for (int i = lowest; i <= Math.min(highest, bin - FIRST); i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** The smallest bin that at least this share of the requests does not exceed; total > 0. */
  public int quantile(double share) {
    double wanted = share * total;
    long sum = 0;
    for (int i = lowest; i <= highest; i++) {
      sum += counts[i];
      if (sum >= wanted) {
        return FIRST + i;
      }
    }
    return FIRST + highest;
  }

  /** Bins with requests. */
  public SortedMap<Integer, Long> toMap() {
    SortedMap<Integer, Long> map = new TreeMap<>();
    for (int i = lowest; i <= highest; i++) {
      if (counts[i] > 0) {
        map.put(FIRST + i, counts[i]);
      }
    }
    return map;
  }
}
