package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import java.util.ArrayList;
import java.util.List;

/** Turns the metrics of a rollout into what the forecast knows of them. */
final class Watches {
  private Watches() {}

  static List<Watch> of(AnalysisSpec analysis, Usual usual) {
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < analysis.metrics().size(); i++) {
      watches.add(of(analysis.metrics().get(i), usual, Stake.of(analysis, i)));
    }
    return watches;
  }

  private static Watch of(MetricSpec metric, Usual usual, Stake stake) {
    if (metric instanceof Distribution distribution) {
      return DistributionWatch.of(distribution, usual.latency(), stake);
    }
    Rate rate = (Rate) metric;
    boolean score = rate.source().kind() == RateSource.Kind.SCORE;
    double badRate = score ? 1 - usual.score(rate.name()) : usual.errorRate(rate.name());
    return new ShareWatch(rate, badRate, stake);
  }
}
