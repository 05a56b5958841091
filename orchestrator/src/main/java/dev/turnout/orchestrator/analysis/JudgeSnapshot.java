package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.ExposureWatchState;
import dev.turnout.orchestrator.guard.NodeGuardState;
import dev.turnout.orchestrator.guard.NodeOffsets;
import dev.turnout.orchestrator.guard.NodeSharesState;
import dev.turnout.orchestrator.statistics.MixtureState;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole state of a {@link Judge} as plain values: a judge restored from it goes on exactly like
 * one that was never interrupted, if every double is stored exactly.
 *
 * @param rules what it bets on
 * @param startedAt when the rollout started
 * @param horizon how long it may take
 * @param observedAt time of the last report
 * @param now the latest time that the judge was told
 * @param metrics in the order of the specification
 * @param catastrophe the check that at least half of the candidate's requests succeed
 * @param nodes who reported which arm
 * @param exposure whether each arm gets its share of the requests
 * @param candidateRequests the candidate's requests after warm-up
 * @param baselineRequests the baseline's requests
 * @param maxLogRollback the highest combined evidence so far
 * @param rollbackReason why it rolled back; empty if it did not
 */
public record JudgeSnapshot(
    Rules rules,
    Instant startedAt,
    Duration horizon,
    Instant observedAt,
    Instant now,
    List<MetricState> metrics,
    LimitState catastrophe,
    NodesState nodes,
    ExposureWatchState exposure,
    long candidateRequests,
    long baselineRequests,
    double maxLogRollback,
    String rollbackReason) {

  public JudgeSnapshot {
    metrics = List.copyOf(metrics);
  }

  /**
   * One metric.
   *
   * @param comparison of the arms
   * @param fairness on what terms
   * @param limits the absolute limits, in the order of the specification
   */
  public record MetricState(
      ComparisonState comparison, FairnessState fairness, List<LimitState> limits) {
    public MetricState {
      limits = List.copyOf(limits);
    }
  }

  /**
   * On what terms the arms may be compared.
   *
   * @param shares how the arms lie on the nodes
   * @param guard how nodes burst and differ
   * @param offsets what nodes were before the rollout
   */
  public record FairnessState(NodeSharesState shares, NodeGuardState guard, NodeOffsets offsets) {}

  /**
   * An absolute limit on both arms.
   *
   * @param phase what is known
   */
  public record LimitState(ArmLimitState candidate, ArmLimitState baseline, LimitPhase phase) {}

  /**
   * An absolute limit on one arm.
   *
   * @param recent aged counts of the last minutes
   * @param heardAt its last report, to which they are aged
   */
  public record ArmLimitState(MixtureState mixture, Tally recent, Instant heardAt) {}

  /**
   * The nodes that report.
   *
   * @param candidate nodes that reported the candidate
   * @param baseline node to the time of its last report of the baseline
   * @param heardAt the last report of any node; the start if there was none
   * @param resumedAt the first report after the last time in which no node was heard
   */
  public record NodesState(
      SortedMap<String, NodeState> candidate,
      SortedMap<String, Instant> baseline,
      Instant heardAt,
      Instant resumedAt) {
    public NodesState {
      candidate = Collections.unmodifiableSortedMap(new TreeMap<>(candidate));
      baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
    }

    static NodesState none(Instant at) {
      return new NodesState(new TreeMap<>(), new TreeMap<>(), at, at);
    }
  }

  /**
   * A node that reported the candidate.
   *
   * @param seenAt its last report
   * @param firstRequestAt its first candidate request; its first report as long as there was none
   * @param requests its candidate requests, counted until it is warm
   * @param warm its requests are judged
   */
  public record NodeState(Instant seenAt, Instant firstRequestAt, long requests, boolean warm) {}
}
