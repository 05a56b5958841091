package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Bins;
import java.util.List;

/**
 * The judged histograms of both arms, pooled over all closed blocks, from which every quantile can
 * be read.
 *
 * @param unit of the values: {@code ms} for a latency, empty for what has none
 */
public record DistributionEvidence(
    String unit, List<GateEvidence> gates, Bins candidate, Bins baseline) {

  /**
   * A quantile that a promotion looks at.
   *
   * @param quantile in (0, 1)
   * @param logPromote the highest evidence so far that the candidate's is not larger by the margin
   *     (or, if only limits count, that it is within its limit)
   */
  public record GateEvidence(double quantile, double logPromote) {}

  public DistributionEvidence {
    gates = List.copyOf(gates);
  }
}
