package dev.turnout.orchestrator.analysis;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a verdict is what it is. Evidence is the natural logarithm of an e-value: how many times
 * better "the candidate is worse" explains the counts than "it is not".
 *
 * @param logRollback the metrics' evidence combined (weighted mean of the e-values)
 * @param logRollbackThreshold where it decides: {@code ln(1 / alpha)}
 * @param logPromoteThreshold where each metric's promote evidence is enough: {@code ln(1 / beta)}
 * @param candidateRequests the candidate's requests after warm-up
 * @param baselineRequests the baseline's requests
 * @param minimumSample candidate requests that a promotion needs
 * @param metrics in the order of the specification
 * @param missing what a promotion still waits for, one sentence each; empty if nothing
 */
public record Evidence(
    double logRollback,
    double logRollbackThreshold,
    double logPromoteThreshold,
    long candidateRequests,
    long baselineRequests,
    long minimumSample,
    List<MetricEvidence> metrics,
    List<String> missing) {

  /** Combined evidence from which on the candidate is suspect, and not promoted. */
  static final double LOG_SUSPICION = Math.log(20);

  public Evidence {
    metrics = List.copyOf(metrics);
    missing = List.copyOf(missing);
  }

  /**
   * Enough was measured and nothing speaks against the candidate: the minimum sample is reached,
   * there is no suspicion, no arm breaks a limit, and the critical metrics are shown to be good
   * enough. Weaker than a promotion: the candidate is not shown to be safe.
   */
  public boolean noHarm() {
    return candidateRequests >= minimumSample
        && gating().allMatch(metric -> metric.candidate().total() > 0)
        && gating().filter(MetricEvidence::critical).allMatch(this::isShown)
        && !suspect()
        && !limitBroken();
  }

  Evidence withMissing(List<String> sentences) {
    return new Evidence(
        logRollback,
        logRollbackThreshold,
        logPromoteThreshold,
        candidateRequests,
        baselineRequests,
        minimumSample,
        metrics,
        sentences);
  }

  /** The metrics that are not a dry run. */
  Stream<MetricEvidence> gating() {
    return metrics.stream().filter(metric -> !metric.isDryRun());
  }

  /** The metric is shown to be good enough. */
  boolean isShown(MetricEvidence metric) {
    return metric.logPromote() >= logPromoteThreshold;
  }

  boolean suspect() {
    return logRollback >= LOG_SUSPICION;
  }

  boolean limitBroken() {
    return gating()
        .flatMap(metric -> metric.limits().stream())
        .anyMatch(limit -> limit.candidateBroken() || limit.baselineBroken());
  }
}
