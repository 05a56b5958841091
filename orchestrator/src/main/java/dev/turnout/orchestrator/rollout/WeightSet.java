package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;

/** The candidate's share grew. */
public record WeightSet(RolloutId rolloutId, Weight weight) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> rollout.withWeight(weight).progressed(at));
  }
}
