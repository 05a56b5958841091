package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.statistics.Alternatives;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** The categories in which the judge compares a distribution. */
final class Categories {
  /** As much history as leaves no doubt. */
  private static final double REQUESTS = 1e9;

  private final double[] edges;

  private Categories(double[] edges) {
    this.edges = edges;
  }

  /** Those that the judge would make for this baseline. */
  static Categories of(Lognormal baseline, Alternatives alternatives) {
    int[] cuts = alternatives.around(histogram(baseline)).cuts();
    return new Categories(Arrays.stream(cuts).mapToDouble(LatencyBins::upperEdgeMillis).toArray());
  }

  private static Histogram histogram(Lognormal baseline) {
    SortedMap<Integer, Double> counts = new TreeMap<>();
    double above = 1;
    for (int bin = LatencyBins.FIRST; bin <= LatencyBins.LAST; bin++) {
      double beyond = baseline.slowerThan(LatencyBins.upperEdgeMillis(bin));
      if (above > beyond) {
        counts.put(bin, REQUESTS * (above - beyond));
      }
      above = beyond;
    }
    Histogram histogram = Histogram.empty();
    histogram.add(counts);
    return histogram;
  }

  /** The upper edge of a value's bin. */
  static double edge(double value) {
    return LatencyBins.upperEdgeMillis(LatencyBins.binOf(value));
  }

  /**
   * The share of each category.
   *
   * @param aboveValue share of the values that are larger than this one
   */
  double[] shares(DoubleUnaryOperator aboveValue) {
    double[] shares = new double[edges.length + 1];
    double above = 1;
    for (int j = 0; j < edges.length; j++) {
      double beyond = aboveValue.applyAsDouble(edges[j]);
      shares[j] = above - beyond;
      above = beyond;
    }
    shares[edges.length] = above;
    return shares;
  }
}
