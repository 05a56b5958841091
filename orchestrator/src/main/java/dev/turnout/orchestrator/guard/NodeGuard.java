package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What one metric needs to know of the nodes that carry the old version, in case that the arms run
 * on nodes of their own: bursts and lasting differences.
 */
public final class NodeGuard {
  /** Chance that nodes differ by more than the tolerance, whichever way. */
  private static final double ERROR = 0.01;

  private static final Terms POOLED = new Terms.Pooled();
  private static final Terms BY_NODE = new Terms.ByNode();
  private static final Terms TOO_FEW =
      new Terms.Incomparable(
          "each node carries one version, and nothing is known of two nodes of the baseline for two"
              + " minutes: the versions cannot be told from their nodes");

  private static final Terms CHANGING =
      new Terms.Incomparable(
          "each node carries one version, and some are just changing it: they are compared again in"
              + " a moment");

  private final NodeLevels levels;
  private final Overdispersion bursts;

  private NodeGuard(NodeLevels levels, Overdispersion bursts) {
    this.levels = levels;
    this.bursts = bursts;
  }

  /** Nothing is known. */
  public static NodeGuard start(Scale scale, Instant at) {
    return new NodeGuard(NodeLevels.start(scale, at), Overdispersion.start(scale, at));
  }

  public static NodeGuard restore(Scale scale, NodeGuardState state) {
    return new NodeGuard(
        NodeLevels.restore(scale, state.levels()), Overdispersion.restore(scale, state.bursts()));
  }

  /** Adds what a node did that carries the old version. */
  public void add(String node, Moments values, Instant at) {
    levels.add(node, values, at);
    bursts.add(node, values, levels);
  }

  /** Closes windows that are old enough. */
  public void closeIfDue(Instant at) {
    levels.closeIfDue(at);
    bursts.closeIfDue(at, levels);
  }

  /**
   * The terms of the next block.
   *
   * @param shares how the arms lie on the nodes
   * @param offsets what nodes were before the rollout, or none
   */
  public Terms terms(NodeShares shares, NodeOffsets offsets) {
    return switch (shares.layout()) {
      case POOLED -> POOLED;
      case STRATA -> BY_NODE;
      case DEDICATED -> dedicated(shares, offsets);
    };
  }

  private Terms dedicated(NodeShares shares, NodeOffsets offsets) {
    if (shares.isChanging()) {
      return CHANGING;
    }
    OptionalDouble factor = bursts.factor();
    if (factor.isEmpty()) {
      return TOO_FEW;
    }
    OptionalDouble offset = offsets.candidateOffset(shares.state());
    NodeOffsets known = offset.isPresent() ? offsets : NodeOffsets.NONE;
    NodeSpread spread = levels.spread(known, factor.getAsDouble());
    if (!spread.isComparable()) {
      return TOO_FEW;
    }
    double tolerance = spread.tolerance(ERROR, shares.candidateNodes(), shares.baselineNodes());
    double slower = offset.orElse(0);
    return new Terms.Dedicated(
        Overdispersion.ofCandidate(factor.getAsDouble(), shares.trafficRatio()),
        factor.getAsDouble(),
        slower + tolerance,
        tolerance - slower,
        spread);
  }

  public NodeGuardState state() {
    return new NodeGuardState(levels.state(), bursts.state());
  }
}
