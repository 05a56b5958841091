package dev.turnout.bench.world;

/**
 * How the candidate's latencies differ: some requests take {@code times} as long and {@code
 * addedMillis} more.
 *
 * @param share of the requests that are affected, in [0, 1]
 * @param times factor, positive; below 1 is faster
 * @param addedMillis added after the factor, 0 or more
 */
public record LatencyChange(double share, double times, double addedMillis) {
  public static final LatencyChange NONE = new LatencyChange(0, 1, 0);

  /** Every request takes this many times as long. */
  public static LatencyChange shift(double times) {
    return new LatencyChange(1, times, 0);
  }

  /** A share of the requests takes this many times as long. */
  public static LatencyChange tail(double share, double times) {
    return new LatencyChange(share, times, 0);
  }

  /** Every request takes this much longer. */
  public static LatencyChange added(double millis) {
    return new LatencyChange(1, 1, millis);
  }
}
