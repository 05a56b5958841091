package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/** The hold is over. */
public record RolloutResumed(RolloutId rolloutId, Actor actor) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(
        rolloutId,
        rollout ->
            rollout.phase() instanceof Paused paused
                ? rollout.withPhase(paused.toResumed(at))
                : rollout);
  }
}
