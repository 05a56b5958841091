package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.LimitState;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;

/**
 * An absolute limit, watched on both arms: a candidate that breaks it is to blame only if the
 * baseline keeps it. When the candidate breaks it, a report of the baseline at the same time or
 * later settles who is to blame, because a shared outage must not look like the candidate's fault
 * only since its report came first.
 */
final class Limit {
  /** A baseline that has been silent for this long cannot tell who is to blame. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AbsoluteLimit limit;
  private final double logThreshold;
  private final ArmLimit candidate;
  private final ArmLimit baseline;
  private LimitPhase phase;

  private Limit(
      AbsoluteLimit limit, double alpha, ArmLimit candidate, ArmLimit baseline, LimitPhase phase) {
    this.limit = limit;
    this.logThreshold = -StrictMath.log(alpha);
    this.candidate = candidate;
    this.baseline = baseline;
    this.phase = phase;
  }

  /**
   * @param alpha the chance of ever blaming a candidate that keeps the limit
   */
  static Limit start(AbsoluteLimit limit, double alpha, Instant at) {
    return new Limit(
        limit,
        alpha,
        ArmLimit.start(limit.badLimit(), at),
        ArmLimit.start(limit.badLimit(), at),
        LimitPhase.KEPT);
  }

  static Limit restore(AbsoluteLimit limit, double alpha, LimitState state) {
    return new Limit(
        limit,
        alpha,
        ArmLimit.restore(limit.badLimit(), state.candidate()),
        ArmLimit.restore(limit.badLimit(), state.baseline()),
        state.phase());
  }

  /**
   * @param before time of the previous report: restarts that were due then bet on this one
   */
  void observe(Arm arm, Counts report, Instant at, Instant before) {
    Tally counts = limit.outcomes().count(report);
    ArmLimit reported = arm == Arm.CANDIDATE ? candidate : baseline;
    boolean brokenBefore = broken(reported);
    reported.add(counts, at, before);
    if (!brokenBefore && broken(reported)) {
      // The good minutes before must not pass for a recovery.
      reported.forgetBefore(counts);
    }
    if (phase == LimitPhase.KEPT && broken(candidate)) {
      phase = LimitPhase.BREACHED;
    }
    if (phase == LimitPhase.BREACHED && baseline.heardAt().equals(at)) {
      phase = broken(baseline) ? LimitPhase.INCIDENT : LimitPhase.BROKEN;
    }
    recover(at);
  }

  private void recover(Instant at) {
    if (!baseline.recovered()) {
      return;
    }
    if (phase == LimitPhase.INCIDENT) {
      candidate.startAfresh(at);
      baseline.startAfresh(at);
      phase = LimitPhase.KEPT;
    } else if (phase == LimitPhase.KEPT && broken(baseline)) {
      baseline.startAfresh(at);
    }
  }

  /**
   * Whether the candidate is to blame; a breach counts if the baseline has been silent for too long
   * to settle it.
   */
  boolean blamesCandidate(Instant at) {
    return phase == LimitPhase.BROKEN
        || (phase == LimitPhase.BREACHED
            && Duration.between(baseline.heardAt(), at).compareTo(PATIENCE) >= 0);
  }

  boolean isBrokenByCandidate() {
    return phase != LimitPhase.KEPT;
  }

  boolean isBrokenByBaseline() {
    return broken(baseline);
  }

  boolean isIncident() {
    return phase == LimitPhase.INCIDENT;
  }

  AbsoluteLimit limit() {
    return limit;
  }

  Tally recentCandidate() {
    return candidate.recent();
  }

  Tally recentBaseline() {
    return baseline.recent();
  }

  double logThreshold() {
    return logThreshold;
  }

  LimitEvidence evidence() {
    return new LimitEvidence(
        limit.badLimit(),
        candidate.logM(),
        baseline.logM(),
        phase != LimitPhase.KEPT,
        broken(baseline));
  }

  LimitState state() {
    return new LimitState(candidate.state(), baseline.state(), phase);
  }

  private boolean broken(ArmLimit arm) {
    return arm.logM() >= logThreshold;
  }
}
