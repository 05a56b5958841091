package dev.turnout.orchestrator.guard;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how much each node was slower than the fleet while it carried the old version, before the
 * rollout: what a node was is not the fault of the version that it gets.
 *
 * @param byNode mean log-latency against the fleet in bins, by node
 */
public record NodeOffsets(SortedMap<String, Double> byNode) {
  public static final NodeOffsets NONE = new NodeOffsets(new TreeMap<>());

  public NodeOffsets {
    byNode = Collections.unmodifiableSortedMap(new TreeMap<>(byNode));
  }

  double of(String node) {
    return byNode.getOrDefault(node, 0.0);
  }

  /**
   * By how many bins the candidate's nodes were slower than the baseline's; empty if the past of a
   * node that matters is not known.
   */
  public OptionalDouble candidateOffset(NodeSharesState shares) {
    double candidate = 0;
    double candidateSum = 0;
    double baseline = 0;
    double baselineSum = 0;
    for (Map.Entry<String, NodeShare> node : shares.nodes().entrySet()) {
      if (!byNode.containsKey(node.getKey())) {
        return OptionalDouble.empty();
      }
      NodeShare share = node.getValue();
      candidate += share.candidate();
      candidateSum += share.candidate() * of(node.getKey());
      baseline += share.baseline();
      baselineSum += share.baseline() * of(node.getKey());
    }
    return candidate > 0 && baseline > 0
        ? OptionalDouble.of(candidateSum / candidate - baselineSum / baseline)
        : OptionalDouble.empty();
  }
}
