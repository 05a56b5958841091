package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import java.util.List;
import java.util.OptionalDouble;

/** Turns the metrics of a rollout into what the forecast knows of them. */
final class Watches {
  private static final double BAD_ERRORS = 10;
  private static final double BAD_SCORE = 4;

  private Watches() {}

  static List<Watch> of(AnalysisSpec analysis, Usual usual) {
    return analysis.metrics().stream().map(metric -> of(metric, analysis, usual)).toList();
  }

  private static Watch of(MetricSpec metric, AnalysisSpec analysis, Usual usual) {
    double logLimit = -StrictMath.log(analysis.alpha());
    double logBlame = logLimit + StrictMath.log(analysis.metrics().size());
    if (metric instanceof Distribution distribution) {
      return new LatencyWatch(
          distribution.name(),
          usual.latency(),
          distribution.gates().stream().map(Watches::gate).toList(),
          distribution.tolerance(),
          logBlame,
          logLimit);
    }
    Rate rate = (Rate) metric;
    boolean labelled = rate.source().kind() == RateSource.Kind.SCORE;
    return new ShareWatch(
        rate.name(),
        labelled,
        labelled ? 1 - usual.score(rate.name()) : usual.errorRate(rate.name()),
        rate.margin(),
        rate.limit(),
        labelled ? BAD_SCORE : BAD_ERRORS,
        rate.source().badWord(),
        logBlame,
        logLimit);
  }

  private static LatencyWatch.Gate gate(QuantileGate gate) {
    return new LatencyWatch.Gate(
        gate.quantile(),
        gate.margin(),
        gate.hasLimit() ? OptionalDouble.of(gate.limit()) : OptionalDouble.empty());
  }
}
