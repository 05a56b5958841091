package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.statistics.Tally;

/** Verdicts and what they rest on. */
public final class EvidenceCodec {

  private EvidenceCodec() {}

  static dev.turnout.events.Evidence write(Evidence evidence) {
    return new dev.turnout.events.Evidence(
        evidence.logRollback(),
        evidence.logRollbackThreshold(),
        evidence.logPromoteThreshold(),
        evidence.candidateRequests(),
        evidence.baselineRequests(),
        evidence.minimumSample(),
        Wire.each(evidence.metrics(), EvidenceCodec::write),
        evidence.missing());
  }

  /** The evidence of a message. */
  public static Evidence read(dev.turnout.events.Evidence evidence) {
    return new Evidence(
        evidence.getLogEGlobal(),
        evidence.getLogRollbackThreshold(),
        evidence.getLogPromoteThreshold(),
        evidence.getCandidateRequests(),
        evidence.getBaselineRequests(),
        evidence.getMinimumSample(),
        Wire.each(evidence.getMetrics(), EvidenceCodec::read),
        evidence.getMissing());
  }

  static dev.turnout.events.VerdictKind write(Verdict.Kind kind) {
    return Wire.same(dev.turnout.events.VerdictKind.class, kind);
  }

  static Verdict.Kind read(dev.turnout.events.VerdictKind kind) {
    return Wire.same(Verdict.Kind.class, kind);
  }

  private static dev.turnout.events.MetricEvidence write(MetricEvidence metric) {
    return new dev.turnout.events.MetricEvidence(
        metric.name(),
        metric.candidate().bad(),
        metric.candidate().total(),
        metric.baseline().bad(),
        metric.baseline().total(),
        metric.logRollback(),
        metric.logPromote(),
        Wire.each(metric.limits(), EvidenceCodec::write),
        metric.blocks(),
        metric.blamed());
  }

  private static MetricEvidence read(dev.turnout.events.MetricEvidence metric) {
    return new MetricEvidence(
        metric.getMetric(),
        new Tally(metric.getCandidateBad(), metric.getCandidateTotal()),
        new Tally(metric.getBaselineBad(), metric.getBaselineTotal()),
        metric.getLogERollback(),
        metric.getLogEPromote(),
        Wire.each(metric.getLimits(), EvidenceCodec::read),
        metric.getBlamed(),
        metric.getBlocks());
  }

  private static dev.turnout.events.LimitEvidence write(LimitEvidence limit) {
    return new dev.turnout.events.LimitEvidence(
        limit.badLimit(),
        limit.logCandidate(),
        limit.logBaseline(),
        limit.candidateBroken(),
        limit.baselineBroken());
  }

  private static LimitEvidence read(dev.turnout.events.LimitEvidence limit) {
    return new LimitEvidence(
        limit.getBadLimit(),
        limit.getLogECandidate(),
        limit.getLogEBaseline(),
        limit.getCandidateBroken(),
        limit.getBaselineBroken());
  }
}
