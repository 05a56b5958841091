package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/**
 * A step of the plan began.
 *
 * @param step index in the plan, from 0
 */
public record StepEntered(RolloutId rolloutId, int step) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> begun(model, rollout).entered(step, at));
  }

  private static Rollout begun(Model model, Rollout rollout) {
    return rollout.isQueued() ? rollout.begun(model.epoch() + 1) : rollout;
  }
}
