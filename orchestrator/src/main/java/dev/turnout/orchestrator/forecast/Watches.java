package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.MetricSpec;
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
    if (metric instanceof MetricSpec.ErrorRate errors) {
      return new ShareWatch(
          errors.name(),
          false,
          usual.errorRate(errors.name()),
          errors.margin(),
          errors.limit(),
          BAD_ERRORS,
          errors.badWord(),
          logBlame,
          logLimit);
    }
    if (metric instanceof MetricSpec.Score score) {
      return new ShareWatch(
          score.name(),
          true,
          1 - usual.score(score.name()),
          score.margin(),
          score.badLimit(),
          BAD_SCORE,
          score.badWord(),
          logBlame,
          logLimit);
    }
    MetricSpec.Latency latency = (MetricSpec.Latency) metric;
    return new LatencyWatch(
        latency.name(),
        usual.latency(),
        List.of(
            new LatencyWatch.Gate(
                latency.quantile(),
                latency.margin(),
                OptionalDouble.of(latency.limit().toNanos() / 1e6))),
        0,
        logBlame,
        logLimit);
  }
}
