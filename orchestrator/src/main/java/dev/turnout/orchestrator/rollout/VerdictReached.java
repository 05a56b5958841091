package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Verdict;
import java.time.Instant;

/** The judge changed its mind. */
public record VerdictReached(RolloutId rolloutId, Verdict verdict) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> rollout.withVerdict(verdict));
  }
}
