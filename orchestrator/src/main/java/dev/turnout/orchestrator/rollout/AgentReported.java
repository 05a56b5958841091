package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;

/** An agent's report came. It decides through the events of what changed on the node alone. */
public record AgentReported(AgentReport report, Instant at) implements Input {
  @Override
  public ModelName model() {
    return report.model();
  }

  @Override
  public List<RolloutEvent> take(Model model, Telemetry telemetry, PolicyInForce policy) {
    return telemetry.heard(report, at) ? FleetChanges.of(model, report) : List.of();
  }
}
