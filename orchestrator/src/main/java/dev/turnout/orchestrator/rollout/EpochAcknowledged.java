package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import java.time.Instant;

/**
 * A node has a route table in force.
 *
 * @param epoch number of the table; 0 when none
 */
public record EpochAcknowledged(NodeName node, long epoch) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.withFleet(model.fleet().change(node, known -> known.withEpoch(epoch)));
  }
}
