package dev.turnout.bench.rival;

import java.util.ArrayList;
import java.util.List;

/**
 * Spinnaker's automated canary analysis (Kayenta) with a window that grows from the start of the
 * rollout: {@link MannWhitney} on the points of the metric, and the mean of the candidate not below
 * the baseline's. Intervals without data are left out.
 */
public final class Kayenta implements PointRule {
  private final double judgedEvery;
  private final List<Double> experiment = new ArrayList<>();
  private final List<Double> control = new ArrayList<>();
  private double judgedAt;

  /**
   * @param judgedEvery seconds between two judgements
   */
  public Kayenta(double judgedEvery) {
    this.judgedEvery = judgedEvery;
  }

  @Override
  public boolean fires(Point point) {
    if (point.hasCandidate()) {
      experiment.add(point.candidate());
    }
    if (point.hasBaseline()) {
      control.add(point.baseline());
    }
    if (point.end() < judgedAt + judgedEvery) {
      return false;
    }
    judgedAt = point.end();
    double[] high = values(experiment);
    double[] low = values(control);
    return mean(high) >= mean(low) && MannWhitney.isHigh(high, low);
  }

  private static double[] values(List<Double> series) {
    return series.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
