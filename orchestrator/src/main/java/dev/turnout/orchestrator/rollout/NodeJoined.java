package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import java.time.Instant;

/** A node reported for the first time, or again after it was lost. From now on it is waited for. */
public record NodeJoined(NodeName node) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    Node joined = model.fleet().node(node).map(Node::found).orElseGet(() -> Node.joined(node));
    return model
        .withFleet(model.fleet().with(joined))
        .changeUnfinished(rollout -> rollout.expecting(node));
  }
}
