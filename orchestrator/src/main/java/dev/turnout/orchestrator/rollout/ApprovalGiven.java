package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody agreed that the attempt goes on past a step.
 *
 * @param step index in the plan, from 0
 * @param reason why, in the actor's words
 */
public record ApprovalGiven(RolloutId rolloutId, int step, Actor actor, Optional<String> reason)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(
        rolloutId, rollout -> rollout.withApproval(new Approval(actor, reason, at)));
  }
}
