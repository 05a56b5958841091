package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.MetricState;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One metric of a rollout: the comparison of the arms and the absolute limit, if it has one. */
final class MetricJudge {
  private final MetricSpec metric;
  private final RateComparison comparison;
  private final List<Limit> limits;

  private MetricJudge(MetricSpec metric, RateComparison comparison, List<Limit> limits) {
    this.metric = metric;
    this.comparison = comparison;
    this.limits = limits;
  }

  static MetricJudge start(
      AnalysisSpec spec, MetricSpec metric, History history, Duration horizon, Instant at) {
    RateComparison comparison =
        RateComparison.start(
            spec.blocks(), PromoteTest.of(metric), RestartSchedule.over(horizon), history, at);
    List<Limit> limits =
        metric.hasLimit() ? List.of(Limit.start(metric.badLimit(), spec.alpha(), at)) : List.of();
    return new MetricJudge(metric, comparison, limits);
  }

  static MetricJudge restore(
      AnalysisSpec spec, MetricSpec metric, Duration horizon, MetricState state) {
    RateComparison comparison =
        RateComparison.restore(
            spec.blocks(), PromoteTest.of(metric), RestartSchedule.over(horizon), state);
    List<Limit> limits =
        state.limits().stream()
            .map(limit -> Limit.restore(metric.badLimit(), spec.alpha(), limit))
            .toList();
    return new MetricJudge(metric, comparison, limits);
  }

  void observe(Arm arm, Counts counts, Instant at, Instant before) {
    Tally outcomes = metric.count(counts);
    comparison.closeIfIdle(at, before);
    comparison.add(arm, outcomes);
    for (Limit limit : limits) {
      limit.observe(arm, outcomes, at, before);
    }
  }

  /** Labels say nothing of other metrics, not even that an arm is alive. */
  void observeLabels(Arm arm, Counts labels, Instant at, Instant before) {
    if (metric.count(labels).total() > 0) {
      observe(arm, labels, at, before);
    }
  }

  void closeIfDue(Instant at, Instant before) {
    comparison.closeIfDue(at, before);
  }

  void dropIfOverdue(Instant at) {
    comparison.dropIfOverdue(at);
  }

  MetricSpec metric() {
    return metric;
  }

  List<Limit> limits() {
    return limits;
  }

  double logRollback() {
    return comparison.logRollback();
  }

  /**
   * @param logBlame own evidence from which on this metric alone is to blame
   */
  MetricEvidence evidence(double logBlame) {
    double logRollback = comparison.logRollback();
    return new MetricEvidence(
        metric.name(),
        comparison.candidate(),
        comparison.baseline(),
        logRollback,
        comparison.maxLogPromote(),
        limits.stream().map(Limit::evidence).toList(),
        logRollback >= logBlame,
        comparison.blocks());
  }

  MetricState state() {
    return comparison.state(limits.stream().map(Limit::state).toList());
  }
}
