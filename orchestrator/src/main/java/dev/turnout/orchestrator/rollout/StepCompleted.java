package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Evidence;
import java.time.Instant;
import java.util.Optional;

/**
 * A step of the plan is done.
 *
 * @param step index in the plan, from 0
 * @param reason why it is done
 * @param evidence at that moment; empty where nothing is measured
 */
public record StepCompleted(
    RolloutId rolloutId, int step, String reason, Optional<Evidence> evidence)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> rollout.progressed(at));
  }
}
