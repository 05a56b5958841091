package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;
import java.util.List;
import java.util.Optional;

/**
 * What one metric has shown so far. Evidence is the natural logarithm of an e-value.
 *
 * @param name the metric's name
 * @param weight its part of alpha, in [0, 1]; 0 if it is a dry run
 * @param critical no promotion without it, see {@link Influence}
 * @param candidate judged outcomes of the candidate in closed blocks; of a distribution only their
 *     number
 * @param baseline judged outcomes of the baseline in closed blocks; of a distribution only their
 *     number
 * @param logRollback evidence that the candidate is worse than the baseline
 * @param logPromote the highest evidence so far that it is not worse by the margin (or, if only the
 *     limit counts, that it keeps the limit); of a distribution the least of its gates
 * @param distribution the histograms of both arms; empty for a rate
 * @param limits the absolute limits, or empty if the metric has none
 * @param blamed this metric alone reaches the threshold of a rollback
 * @param blocks number of closed blocks
 * @param basis a sentence on how the arms are compared; empty if all counts of each arm together
 */
public record MetricEvidence(
    String name,
    double weight,
    boolean critical,
    Tally candidate,
    Tally baseline,
    double logRollback,
    double logPromote,
    Optional<DistributionEvidence> distribution,
    List<LimitEvidence> limits,
    boolean blamed,
    long blocks,
    String basis) {
  public MetricEvidence {
    limits = List.copyOf(limits);
  }

  /** It is judged and shown, and decides nothing. */
  public boolean isDryRun() {
    return weight == 0;
  }
}
