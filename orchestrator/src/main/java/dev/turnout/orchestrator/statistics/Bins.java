package dev.turnout.orchestrator.statistics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of a {@link Histogram} as a plain value.
 *
 * @param first the bin of the first count
 * @param counts of that bin and the ones after it, without zeros at the ends
 */
public record Bins(int first, List<Double> counts) {
  public static final Bins NONE = new Bins(0, List.of());

  public Bins {
    counts = List.copyOf(counts);
  }

  /** The counts by bin, without zeros. */
  public SortedMap<Integer, Double> byBin() {
    SortedMap<Integer, Double> byBin = new TreeMap<>();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) != 0) {
        byBin.put(first + i, counts.get(i));
      }
    }
    return byBin;
  }

  public double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }
}
