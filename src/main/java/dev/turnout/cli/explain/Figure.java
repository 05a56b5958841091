package dev.turnout.cli.explain;

import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.statistics.RateInterval;
import dev.turnout.orchestrator.statistics.Tally;
import java.util.List;

/**
 * One number of a metric on both arms.
 *
 * @param metric name of the metric
 * @param title the metric's name, and the quantile where it is one
 * @param unit of all values
 */
record Figure(String metric, String title, Unit unit, ArmFigure candidate, ArmFigure stable) {
  /** Chance that a confidence sequence ever misses the true value. */
  static final double ALPHA = 0.05;

  /** What the values are. */
  enum Unit {
    /** A share of bad outcomes in [0, 1]. */
    SHARE,
    /** A latency in milliseconds. */
    MILLIS
  }

  /**
   * @param bad bad outcomes, a count
   * @param total outcomes, a count
   * @param low lower end of the confidence sequence
   * @param high upper end, positive infinity while it is not known
   */
  record ArmFigure(double bad, double total, double low, double value, double high) {
    boolean hasData() {
      return total > 0;
    }
  }

  /** The numbers of a metric. */
  static List<Figure> of(MetricEvidence metric) {
    return List.of(
        new Figure(
            metric.name(),
            metric.name(),
            Unit.SHARE,
            rate(metric.candidate()),
            rate(metric.baseline())));
  }

  private static ArmFigure rate(Tally counts) {
    RateInterval interval = RateInterval.of(counts, ALPHA);
    return new ArmFigure(
        counts.bad(), counts.total(), interval.low(), interval.rate(), interval.high());
  }
}
