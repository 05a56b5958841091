package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.Labels;
import java.time.Instant;

/**
 * A node says something else of itself.
 *
 * @param labels all of its labels
 */
public record NodeLabelled(NodeName node, Labels labels) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.withFleet(model.fleet().change(node, known -> known.withLabels(labels)));
  }
}
