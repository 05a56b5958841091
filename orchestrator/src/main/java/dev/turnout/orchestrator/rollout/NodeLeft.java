package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import java.time.Instant;

/** A node said that it stops, or was forgotten. It is no longer waited for. */
public record NodeLeft(NodeName node) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model
        .withFleet(model.fleet().without(node))
        .changeUnfinished(rollout -> rollout.notExpecting(node));
  }
}
