package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Progress is held; the judge goes on.
 *
 * @param actor who asked; empty when a rule did
 */
public record RolloutPaused(RolloutId rolloutId, String reason, Optional<Actor> actor)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(
        rolloutId,
        rollout ->
            rollout
                .phase()
                .stepPhase()
                .map(inner -> rollout.withPhase(inner.toPaused(reason)))
                .orElse(rollout));
  }
}
