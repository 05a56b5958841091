package dev.turnout.orchestrator.statistics;

import java.util.List;

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

  public double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }
}
