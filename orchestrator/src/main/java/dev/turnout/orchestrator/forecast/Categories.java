package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The categories in which the judge compares latencies: cut at quantiles of the baseline, on edges
 * of bins.
 */
final class Categories {
  private static final double[] CUTS = {.25, .5, .75, .9, .95, .99, .999};

  private final double[] edges;

  Categories(Lognormal baseline) {
    edges = Arrays.stream(CUTS).map(cut -> edge(baseline.quantile(cut))).distinct().toArray();
  }

  /** The upper edge of a latency's bin, in milliseconds. */
  static double edge(double millis) {
    return LatencyBins.upperEdgeMillis(LatencyBins.binOf(millis));
  }

  /**
   * The share of each category.
   *
   * @param slowerThan share of the requests that take longer than this many milliseconds
   */
  double[] shares(DoubleUnaryOperator slowerThan) {
    double[] shares = new double[edges.length + 1];
    double above = 1;
    for (int j = 0; j < edges.length; j++) {
      double beyond = slowerThan.applyAsDouble(edges[j]);
      shares[j] = above - beyond;
      above = beyond;
    }
    shares[edges.length] = above;
    return shares;
  }
}
