package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/** All remaining steps before the bake are skipped. */
public record FullPromotionRequested(RolloutId rolloutId, Actor actor) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, Rollout::asFast);
  }
}
