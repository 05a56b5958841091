package dev.turnout.orchestrator.codec;

import dev.turnout.events.BinCounts;
import dev.turnout.orchestrator.analysis.DistributionEvidence;
import dev.turnout.orchestrator.analysis.DistributionEvidence.GateEvidence;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.Tally;

/** Verdicts and what they rest on. */
public final class EvidenceCodec {

  private EvidenceCodec() {}

  /** Whether the numbers that follow from the others are worked out for the reader. */
  private enum Detail {
    FULL,
    BRIEF
  }

  /** With confidence sequences: for what is kept for ever. */
  static dev.turnout.events.Evidence write(Evidence evidence) {
    return write(evidence, Detail.FULL);
  }

  /** Without confidence sequences: for what is written with every commit. */
  static dev.turnout.events.Evidence writeBrief(Evidence evidence) {
    return write(evidence, Detail.BRIEF);
  }

  private static dev.turnout.events.Evidence write(Evidence evidence, Detail detail) {
    return new dev.turnout.events.Evidence(
        evidence.logRollback(),
        evidence.logRollbackThreshold(),
        evidence.logPromoteThreshold(),
        evidence.candidateRequests(),
        evidence.baselineRequests(),
        evidence.minimumSample(),
        Wire.each(evidence.metrics(), metric -> write(metric, detail)),
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

  private static dev.turnout.events.MetricEvidence write(MetricEvidence metric, Detail detail) {
    boolean intervals = detail == Detail.FULL && metric.distribution().isEmpty();
    return new dev.turnout.events.MetricEvidence(
        metric.name(),
        metric.weight(),
        metric.critical(),
        metric.candidate().bad(),
        metric.candidate().total(),
        metric.baseline().bad(),
        metric.baseline().total(),
        intervals ? Intervals.of(metric.candidate()) : null,
        intervals ? Intervals.of(metric.baseline()) : null,
        Wire.orNull(metric.distribution(), shown -> write(shown, detail)),
        metric.logRollback(),
        metric.logPromote(),
        Wire.each(metric.limits(), EvidenceCodec::write),
        metric.blocks(),
        metric.blamed(),
        metric.basis());
  }

  private static MetricEvidence read(dev.turnout.events.MetricEvidence metric) {
    return new MetricEvidence(
        metric.getMetric(),
        metric.getWeight(),
        metric.getCritical(),
        new Tally(metric.getCandidateBad(), metric.getCandidateTotal()),
        new Tally(metric.getBaselineBad(), metric.getBaselineTotal()),
        metric.getLogERollback(),
        metric.getLogEPromote(),
        Wire.optional(metric.getDistribution(), EvidenceCodec::read),
        Wire.each(metric.getLimits(), EvidenceCodec::read),
        metric.getBlamed(),
        metric.getBlocks(),
        metric.getBasis());
  }

  private static dev.turnout.events.DistributionEvidence write(
      DistributionEvidence shown, Detail detail) {
    return new dev.turnout.events.DistributionEvidence(
        shown.unit(),
        Wire.each(shown.gates(), gate -> write(gate, shown, detail)),
        write(shown.candidate()),
        write(shown.baseline()));
  }

  private static DistributionEvidence read(dev.turnout.events.DistributionEvidence shown) {
    return new DistributionEvidence(
        shown.getUnit(),
        Wire.each(
            shown.getGates(), gate -> new GateEvidence(gate.getQuantile(), gate.getLogEPromote())),
        read(shown.getCandidate()),
        read(shown.getBaseline()));
  }

  private static dev.turnout.events.GateEvidence write(
      GateEvidence gate, DistributionEvidence shown, Detail detail) {
    boolean intervals = detail == Detail.FULL;
    return new dev.turnout.events.GateEvidence(
        gate.quantile(),
        gate.logPromote(),
        intervals ? Intervals.of(shown.candidate(), gate.quantile()) : null,
        intervals ? Intervals.of(shown.baseline(), gate.quantile()) : null);
  }

  private static BinCounts write(Bins bins) {
    return new BinCounts(bins.first(), Wire.each(bins.counts(), Math::round));
  }

  private static Bins read(BinCounts bins) {
    return new Bins(bins.getFirst(), Wire.each(bins.getCounts(), Long::doubleValue));
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
