package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.FairnessState;
import dev.turnout.orchestrator.guard.FleetHistoryState;
import dev.turnout.orchestrator.guard.Layout;
import dev.turnout.orchestrator.guard.Moments;
import dev.turnout.orchestrator.guard.NodeGuard;
import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.guard.NodeOffsets;
import dev.turnout.orchestrator.guard.NodeShares;
import dev.turnout.orchestrator.guard.Terms;
import java.time.Instant;

/**
 * On what terms the arms of one metric may be compared, from its counts by node in the past: a
 * metric whose labels come from one pipeline does not care how requests are routed.
 */
final class Fairness {
  private final NodeShares shares;
  private final NodeGuard guard;
  private final NodeOffsets offsets;

  private Fairness(NodeShares shares, NodeGuard guard, NodeOffsets offsets) {
    this.shares = shares;
    this.guard = guard;
    this.offsets = offsets;
  }

  static Fairness start(MetricSpec metric, FleetHistoryState fleet, Instant at) {
    NodeGuard unknown = NodeGuard.start(metric.scale(), at);
    if (metric instanceof Distribution distribution) {
      return distribution.isLatency()
          ? new Fairness(
              NodeShares.start(at),
              NodeGuard.restore(metric.scale(), fleet.latency()),
              fleet.offsets(at))
          : new Fairness(NodeShares.start(at), unknown, NodeOffsets.NONE);
    }
    boolean errors = ((Rate) metric).source().kind() == RateSource.Kind.ERRORS;
    NodeGuard guard = errors ? NodeGuard.restore(metric.scale(), fleet.errors()) : unknown;
    return new Fairness(NodeShares.start(at), guard, NodeOffsets.NONE);
  }

  static Fairness restore(Scale scale, FairnessState state) {
    return new Fairness(
        NodeShares.restore(state.shares()),
        NodeGuard.restore(scale, state.guard()),
        state.offsets());
  }

  /** Notes judged values of a node. */
  void observe(Arm arm, String node, Moments values, Instant at) {
    boolean candidate = arm == Arm.CANDIDATE;
    shares.add(node, candidate ? values.count() : 0, candidate ? 0 : values.count());
    // Nothing is needed of nodes that all split alike.
    if (!candidate && shares.layout() != Layout.POOLED) {
      guard.add(node, values, at);
    }
  }

  /** Closes windows that are old enough. */
  void closeIfDue(Instant at) {
    shares.closeIfDue(at);
    guard.closeIfDue(at);
  }

  /** Of a block that opens now. */
  Terms terms() {
    return guard.terms(shares, offsets);
  }

  /**
   * How the arms are compared, for people; empty if all counts of each arm together.
   *
   * @param terms of the open block
   */
  String sentence(Terms terms, MetricSpec metric) {
    if (shares.layout() == Layout.POOLED || terms instanceof Terms.Pooled) {
      return "";
    }
    if (terms instanceof Terms.Incomparable incomparable) {
      return incomparable.reason();
    }
    return terms instanceof Terms.Dedicated dedicated
        ? Wording.dedicated(dedicated, metric)
        : "compared node by node";
  }

  FairnessState state() {
    return new FairnessState(shares.state(), guard.state(), offsets);
  }
}
