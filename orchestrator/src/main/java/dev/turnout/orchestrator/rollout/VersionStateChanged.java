package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.routing.Version;
import java.time.Instant;

/** A version changed its state on a node. */
public record VersionStateChanged(NodeName node, Version version, VersionStatus status)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.withFleet(model.fleet().change(node, known -> known.withStatus(version, status)));
  }
}
