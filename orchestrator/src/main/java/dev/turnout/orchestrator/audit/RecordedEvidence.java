package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.VerdictReached;
import java.util.Optional;

/** The evidence that entries of the journal carry. */
public final class RecordedEvidence {
  // The same sums in the same order give the same bits; this leaves room for another JDK's.
  private static final double ROUNDING = 1e-9;

  private RecordedEvidence() {}

  /** What a decision rested on; empty for events that carry none. */
  public static Optional<Evidence> of(RolloutEvent event) {
    if (event instanceof VerdictReached verdict) {
      return Optional.of(verdict.verdict().evidence());
    }
    if (event instanceof StepCompleted step) {
      return step.evidence();
    }
    return event instanceof RolloutTurnedBack back ? back.evidence() : Optional.empty();
  }

  /** Whether both say the same of every metric. */
  static boolean agrees(Evidence recorded, Evidence replayed) {
    if (recorded.metrics().size() != replayed.metrics().size()
        || recorded.candidateRequests() != replayed.candidateRequests()
        || recorded.baselineRequests() != replayed.baselineRequests()
        || !close(recorded.logRollback(), replayed.logRollback())) {
      return false;
    }
    for (int i = 0; i < recorded.metrics().size(); i++) {
      if (!agrees(recorded.metrics().get(i), replayed.metrics().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean agrees(MetricEvidence recorded, MetricEvidence replayed) {
    return recorded.name().equals(replayed.name())
        && recorded.blocks() == replayed.blocks()
        && close(recorded.candidate().bad(), replayed.candidate().bad())
        && close(recorded.baseline().bad(), replayed.baseline().bad())
        && close(recorded.logRollback(), replayed.logRollback())
        && close(recorded.logPromote(), replayed.logPromote());
  }

  private static boolean close(double one, double other) {
    return Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(one));
  }
}
