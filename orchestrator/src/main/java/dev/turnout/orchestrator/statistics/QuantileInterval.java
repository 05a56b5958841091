package dev.turnout.orchestrator.statistics;

import java.util.List;

/**
 * A confidence sequence for a quantile of a histogram in {@link LatencyBins}, in the unit of the
 * measured value: if it is looked at after every observation, the chance that the true quantile
 * ever lies outside is at most alpha. Its ends are edges of bins, rounded outward. It pools all
 * observations, so it means something only while the distribution is stable. Only for display; no
 * decision rests on it.
 *
 * @param low 0 or more
 * @param estimate the sample's quantile: the upper edge of its bin; 0 without observations
 * @param high positive infinity as long as too little was observed to know an upper end
 */
public record QuantileInterval(double low, double estimate, double high) {

  /**
   * The interval after these observations.
   *
   * @param quantile in (0, 1): 0.99 for p99
   * @param alpha chance of ever missing the true quantile, in (0, 1)
   */
  public static QuantileInterval of(Bins bins, double quantile, double alpha) {
    List<Double> counts = bins.counts();
    double total = counts.stream().mapToDouble(count -> count).filter(count -> count != 0).sum();
    QuantileLevels levels = QuantileLevels.of(quantile, total, alpha);
    double low = 0;
    double estimate = 0;
    double high = Double.POSITIVE_INFINITY;
    double seen = 0;
    for (int i = 0; i < counts.size(); i++) {
      int bin = bins.first() + i;
      double before = seen;
      seen += counts.get(i);
      if (isIn(levels.low() * total, before, seen) && levels.low() > 0) {
        low = LatencyBins.upperEdgeMillis(bin - 1);
      }
      if (reaches(quantile * total, before, seen)) {
        estimate = LatencyBins.upperEdgeMillis(bin);
      }
      if (reaches(levels.high() * total, before, seen) && levels.high() < 1) {
        high = LatencyBins.upperEdgeMillis(bin);
      }
    }
    return new QuantileInterval(low, estimate, high);
  }

  /** Whether an upper end is known. */
  public boolean isClosed() {
    return high < Double.POSITIVE_INFINITY;
  }

  /** The first bin with more than {@code rank} observations up to its end. */
  private static boolean isIn(double rank, double before, double after) {
    return before <= rank && rank < after;
  }

  /** The first bin with at least {@code rank} observations up to its end. */
  private static boolean reaches(double rank, double before, double after) {
    return before < rank && rank <= after;
  }
}
