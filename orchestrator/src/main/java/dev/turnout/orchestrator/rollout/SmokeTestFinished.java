package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import java.time.Instant;

/** A node finished an ordered smoke test. */
public record SmokeTestFinished(NodeName node, SmokeTestResult result) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.withFleet(model.fleet().change(node, known -> known.withResult(result)));
  }
}
