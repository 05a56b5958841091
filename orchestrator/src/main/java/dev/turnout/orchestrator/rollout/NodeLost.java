package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import java.time.Duration;
import java.time.Instant;

/**
 * A node has been silent for too long. It is still waited for.
 *
 * @param silent length of its silence
 */
public record NodeLost(NodeName node, Duration silent) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.withFleet(model.fleet().change(node, Node::silent));
  }
}
