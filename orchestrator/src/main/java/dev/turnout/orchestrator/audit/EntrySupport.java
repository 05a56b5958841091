package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.Support;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.Outcome;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.VerdictReached;
import java.util.Optional;

/** Checks a decision by the evidence in its own entry, when its inputs are gone. */
final class EntrySupport {

  private static final Support UNKNOWN = new Support(Support.Holds.UNKNOWN, "");

  private EntrySupport() {}

  /** What the evidence of the event says of it, in the state before it. */
  static Support of(RolloutEvent event, Model before) {
    Optional<AnalysisSpec> spec = before.rollout().flatMap(Rollout::analysis);
    if (spec.isEmpty()) {
      return UNKNOWN;
    }
    if (event instanceof VerdictReached reached) {
      return Support.of(reached.verdict().kind(), reached.verdict().evidence(), spec.get());
    }
    if (event instanceof RolloutTurnedBack back && back.outcome() == Outcome.ROLLED_BACK) {
      Optional<Evidence> evidence = back.evidence();
      return evidence.map(known -> Support.of(Kind.ROLLBACK, known, spec.get())).orElse(UNKNOWN);
    }
    return UNKNOWN;
  }
}
