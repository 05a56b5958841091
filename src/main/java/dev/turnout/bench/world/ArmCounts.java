package dev.turnout.bench.world;

/**
 * What one arm did in a while.
 *
 * @param requests answered requests
 * @param errors failed ones among them
 * @param labels answers whose truth came in, also of earlier requests
 * @param wrong wrong ones among them; a graded answer may be half wrong
 * @param latency the requests' latencies; empty if nobody asked for them
 */
public record ArmCounts(long requests, long errors, long labels, double wrong, Histogram latency) {
  /** Nothing yet, with a histogram of its own. */
  public static ArmCounts nothing() {
    return new ArmCounts(0, 0, 0, 0, new Histogram());
  }

  /** Both together, in this one's histogram. */
  public ArmCounts plus(ArmCounts other) {
    latency.addAll(other.latency);
    return new ArmCounts(
        requests + other.requests,
        errors + other.errors,
        labels + other.labels,
        wrong + other.wrong,
        latency);
  }
}
