package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import dev.turnout.orchestrator.statistics.LatencyBins;

/**
 * What is asked of one quantile of a {@link Distribution}.
 *
 * @param quantile in (0, 1): 0.99 for p99
 * @param margin by how much the candidate's quantile may be larger than the baseline's and is still
 *     good enough, a ratio in [0.021, 1]: 0.1 is 10 %; rounded down to whole {@link LatencyBins
 *     bins} of 2 %
 * @param limit the largest acceptable value of the quantile, in the unit of the histogram (of a
 *     latency: milliseconds), larger than 0, rounded up to the next edge of a bin; infinite means
 *     no limit
 */
public record QuantileGate(double quantile, double margin, double limit) {
  public static final double DEFAULT_MARGIN = 0.10;

  /** A margin within one bin would leave a candidate that is as good no room at all. */
  public static final double LEAST_MARGIN = 0.021;

  public static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  public QuantileGate {
    Expect.inOpen("a quantile", quantile, 0, 1, "0.99 for p99");
    Expect.inClosed(
        "a margin of quantile " + quantile,
        margin,
        LEAST_MARGIN,
        1,
        "0.1 for 10 %; a histogram's bins are 2 % wide, and a margin is rounded down to them");
    if (!(limit > 0)) {
      throw new IllegalArgumentException(
          "Expected a limit of quantile %s above 0, but got %s (write the largest acceptable value, such as 500ms of a latency)"
              .formatted(quantile, limit));
    }
  }

  /** The default margin and no limit. */
  public static QuantileGate of(double quantile) {
    return new QuantileGate(quantile, DEFAULT_MARGIN, NO_LIMIT);
  }

  public boolean hasLimit() {
    return limit < NO_LIMIT;
  }

  /** The margin in bins, rounded down. */
  int marginBins() {
    return LatencyBins.wholeBins(margin);
  }

  /** The last bin that is within the limit. */
  int limitBin() {
    return LatencyBins.binOf(limit);
  }
}
