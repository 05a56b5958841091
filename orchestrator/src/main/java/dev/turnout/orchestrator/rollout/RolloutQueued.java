package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/** The attempt that was just started does not begin yet, because a gate is closed. */
public record RolloutQueued(RolloutId rolloutId) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> rollout.withPhase(new Queued(at)));
  }
}
