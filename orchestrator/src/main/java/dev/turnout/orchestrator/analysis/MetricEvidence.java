package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;
import java.util.List;

/**
 * What one metric has shown so far. Evidence is the natural logarithm of an e-value.
 *
 * @param name the metric's name
 * @param candidate judged outcomes of the candidate in closed blocks
 * @param baseline judged outcomes of the baseline in closed blocks
 * @param logRollback evidence that the candidate is worse than the baseline
 * @param logPromote the highest evidence so far that it is not worse by the margin (or, for a
 *     latency, that it keeps its limit)
 * @param limits the absolute limit, or empty if the metric has none
 * @param blamed this metric alone reaches the threshold of a rollback
 * @param blocks number of closed blocks
 */
public record MetricEvidence(
    String name,
    Tally candidate,
    Tally baseline,
    double logRollback,
    double logPromote,
    List<LimitEvidence> limits,
    boolean blamed,
    long blocks) {
  public MetricEvidence {
    limits = List.copyOf(limits);
  }
}
