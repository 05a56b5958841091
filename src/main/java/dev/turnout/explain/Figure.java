package dev.turnout.explain;

import dev.turnout.orchestrator.analysis.DistributionEvidence;
import dev.turnout.orchestrator.analysis.DistributionEvidence.GateEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.QuantileInterval;
import dev.turnout.orchestrator.statistics.RateInterval;
import dev.turnout.orchestrator.statistics.Tally;
import dev.turnout.output.Numbers;
import java.util.List;

/**
 * One number of a metric on both arms: a rate, or one quantile of a distribution.
 *
 * @param title the metric's name, with the quantile where it is one
 * @param unit of all values
 * @param logFor evidence for the candidate, the natural logarithm of an e-value
 */
record Figure(String title, Unit unit, ArmFigure candidate, ArmFigure stable, double logFor) {
  /** Chance that a confidence sequence ever misses the true value. */
  static final double ALPHA = 0.05;

  /** What the values are. */
  enum Unit {
    /** A share of bad outcomes in [0, 1]. */
    SHARE("%", 100),
    /** A latency in milliseconds. */
    MILLIS("ms", 1),
    /** The value of a histogram whose unit nobody said. */
    PLAIN("", 1);

    private final String sign;
    private final double scale;

    Unit(String sign, double scale) {
      this.sign = sign;
      this.scale = scale;
    }

    /** What stands behind the number; empty for none. */
    String sign() {
      return sign;
    }

    /** The value as it is shown. */
    double shown(double value) {
      return scale * value;
    }
  }

  /**
   * @param bad bad outcomes, a count; 0 where only the number of outcomes is known
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
    return metric
        .distribution()
        .map(
            shown ->
                shown.gates().stream().map(gate -> quantile(metric.name(), shown, gate)).toList())
        .orElseGet(() -> List.of(rate(metric)));
  }

  private static Figure rate(MetricEvidence metric) {
    return new Figure(
        metric.name(),
        Unit.SHARE,
        rate(metric.candidate()),
        rate(metric.baseline()),
        metric.logPromote());
  }

  private static Figure quantile(String name, DistributionEvidence shown, GateEvidence gate) {
    return new Figure(
        "%s p%s".formatted(name, Numbers.plain(100 * gate.quantile())),
        shown.unit().equals(Unit.MILLIS.sign()) ? Unit.MILLIS : Unit.PLAIN,
        quantile(shown.candidate(), gate.quantile()),
        quantile(shown.baseline(), gate.quantile()),
        gate.logPromote());
  }

  private static ArmFigure rate(Tally counts) {
    RateInterval interval = RateInterval.of(counts, ALPHA);
    return new ArmFigure(
        counts.bad(), counts.total(), interval.low(), interval.rate(), interval.high());
  }

  private static ArmFigure quantile(Bins bins, double quantile) {
    QuantileInterval interval = QuantileInterval.of(bins, quantile, ALPHA);
    return new ArmFigure(0, bins.total(), interval.low(), interval.estimate(), interval.high());
  }
}
