package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutSpec;
import java.util.Optional;

/**
 * Begins a rollout.
 *
 * @param header names the rollout
 * @param supersede whether a running rollout of the model is given up for this one
 */
public record StartRollout(CommandHeader header, RolloutSpec spec, boolean supersede)
    implements RolloutCommand {

  public StartRollout {
    if (header.rollout().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected the name of the rollout to start, but got none (write metadata: {name: fraud-v2})");
    }
  }

  @Override
  public Decision decide(Model model, Circumstances now) {
    Optional<Rollout> running = model.unfinished();
    if (running.isEmpty()) {
      return Starting.start(model, header.rollout().orElseThrow(), spec, now);
    }
    if (!supersede) {
      return Decision.reject(
          "Expected no running rollout of model '%s', but '%s' is %s (wait for its end, abort it, or start with --supersede)",
          model.name(), running.get().id(), running.get().phase().word());
    }
    if (running.get().isRetiring()) {
      return Decision.reject(
          "Expected a rollout that can be superseded, but '%s' is Retiring: the old version is being stopped (wait for its end)",
          running.get().id());
    }
    return Starting.start(model, header.rollout().orElseThrow(), spec, now)
        .after(Starting.supersede(running.get(), header));
  }
}
