package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.DistributionState;
import dev.turnout.orchestrator.analysis.ComparisonState.RateState;
import dev.turnout.orchestrator.analysis.JudgeSnapshot.MetricState;
import dev.turnout.orchestrator.guard.FleetHistoryState;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One metric of a rollout: the comparison of the arms and the absolute limits, if it has any. */
final class MetricJudge {
  private final MetricSpec metric;
  private final double weight;
  private final Comparison comparison;
  private final Fairness fairness;
  private final List<Limit> limits;

  private MetricJudge(
      MetricSpec metric,
      double weight,
      Comparison comparison,
      Fairness fairness,
      List<Limit> limits) {
    this.metric = metric;
    this.weight = weight;
    this.comparison = comparison;
    this.fairness = fairness;
    this.limits = List.copyOf(limits);
  }

  /** The metric at this place of the specification. */
  static MetricJudge start(
      AnalysisSpec spec,
      int index,
      Rules rules,
      RestartSchedule restarts,
      BaselineHistory history,
      FleetHistoryState fleet,
      Instant at) {
    MetricSpec metric = spec.metrics().get(index);
    Comparison comparison =
        metric instanceof Distribution distribution
            ? DistributionComparison.start(
                distribution,
                distribution.alternatives(rules),
                spec.blocks(),
                restarts,
                history,
                at)
            : RateComparison.start((Rate) metric, spec.blocks(), restarts, history, at);
    List<Limit> limits =
        metric.limits().stream().map(limit -> Limit.start(limit, spec.alphaOfLimit(), at)).toList();
    Fairness fairness = Fairness.start(metric, fleet, at);
    return new MetricJudge(metric, spec.weights().get(index), comparison, fairness, limits);
  }

  static MetricJudge restore(
      AnalysisSpec spec, int index, Rules rules, RestartSchedule restarts, MetricState state) {
    MetricSpec metric = spec.metrics().get(index);
    Comparison comparison =
        metric instanceof Distribution distribution
            ? DistributionComparison.restore(
                distribution,
                distribution.alternatives(rules),
                spec.blocks(),
                restarts,
                (DistributionState) state.comparison())
            : RateComparison.restore(
                (Rate) metric, spec.blocks(), restarts, (RateState) state.comparison());
    List<Limit> limits = new ArrayList<>();
    for (int i = 0; i < metric.limits().size(); i++) {
      limits.add(Limit.restore(metric.limits().get(i), spec.alphaOfLimit(), state.limits().get(i)));
    }
    Fairness fairness = Fairness.restore(metric.scale(), state.fairness());
    return new MetricJudge(metric, spec.weights().get(index), comparison, fairness, limits);
  }

  void observe(Arm arm, String node, Counts counts, Instant at, Instant before) {
    comparison.closeIfIdle(at, before);
    comparison.observe(arm, node, counts);
    fairness.closeIfDue(at);
    fairness.observe(arm, node, metric.values(counts), at);
    for (Limit limit : limits) {
      limit.observe(arm, counts, at, before);
    }
  }

  /** Labels say nothing of other metrics, not even that an arm is alive. */
  void observeLabels(Arm arm, String reporter, Counts labels, Instant at, Instant before) {
    if (comparison.concerns(labels)) {
      observe(arm, reporter, labels, at, before);
    }
  }

  void closeIfDue(Instant at, Instant before) {
    if (comparison.closeIfDue(at, before)) {
      comparison.agree(fairness.terms());
    }
  }

  void dropIfOverdue(Instant at) {
    comparison.dropIfOverdue(at);
  }

  MetricSpec metric() {
    return metric;
  }

  /** The limits that act: none of a dry run. */
  List<Limit> limits() {
    return isDryRun() ? List.of() : limits;
  }

  private boolean isDryRun() {
    return weight == 0;
  }

  /** Its part of the combined evidence; minus infinity of a dry run. */
  double logWeightedRollback() {
    return StrictMath.log(weight) + comparison.logRollback();
  }

  /** Whether a promotion need not wait for this metric. */
  boolean isShown(double logThreshold) {
    return isDryRun()
        || (comparison.maxLogPromote() >= logThreshold
            && limits.stream()
                .noneMatch(limit -> limit.isBrokenByCandidate() || limit.isBrokenByBaseline()));
  }

  String lately() {
    return comparison.lately();
  }

  /**
   * @param logThreshold evidence from which on a weighted metric alone settles a rollback
   */
  MetricEvidence evidence(double logThreshold) {
    Shown shown = comparison.shown();
    return new MetricEvidence(
        metric.name(),
        weight,
        metric.influence().critical(),
        shown.candidate(),
        shown.baseline(),
        shown.logRollback(),
        shown.logPromote(),
        shown.distribution(),
        limits.stream().map(Limit::evidence).toList(),
        logWeightedRollback() >= logThreshold,
        shown.blocks(),
        fairness.sentence(comparison.terms(), metric));
  }

  MetricState state() {
    return new MetricState(
        comparison.state(), fairness.state(), limits.stream().map(Limit::state).toList());
  }
}
