package dev.turnout.agents.report;

/**
 * The latency bins that all nodes and the judge share: bin {@code i} is {@code (g^(i-1), g^i]}
 * milliseconds with {@code g = 1.01 / 0.99}, which knows each latency to 1 %. Fixed for ever, so
 * that histograms of different nodes and times merge by addition.
 */
public final class LatencyBins {
  /** Growth from one bin's edge to the next. */
  public static final double GROWTH = 1.01 / 0.99;

  /** Shorter latencies count as this one, in milliseconds. */
  public static final double SHORTEST_MILLIS = 0.001;

  /** Longer latencies count as this one (ten minutes), in milliseconds. */
  public static final double LONGEST_MILLIS = 600_000;

  private static final double LOG_GROWTH = Math.log(GROWTH);

  /** The smallest index there is. */
  public static final int FIRST = unclamped(SHORTEST_MILLIS);

  /** The largest index there is. */
  public static final int LAST = unclamped(LONGEST_MILLIS);

  private LatencyBins() {}

  /** The bin of a latency in milliseconds, clamped to [{@link #FIRST}, {@link #LAST}]. */
  public static int indexOf(double millis) {
    if (millis <= SHORTEST_MILLIS) {
      return FIRST;
    }
    return millis >= LONGEST_MILLIS ? LAST : unclamped(millis);
  }

  /** The upper edge of a bin, which belongs to it, in milliseconds. */
  public static double upperEdgeMillis(int index) {
    return Math.exp(index * LOG_GROWTH);
  }

  private static int unclamped(double millis) {
    // The tiny step keeps an exact edge in its own bin in spite of the logarithm's rounding.
    return (int) Math.ceil(Math.log(millis) / LOG_GROWTH - 1e-12);
  }
}
