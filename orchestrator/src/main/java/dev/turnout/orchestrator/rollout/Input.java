package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;

/** One record of an input topic. */
public sealed interface Input
    permits CommandReceived,
        InvalidCommandReceived,
        TurnedAwayCommandReceived,
        MetricsReported,
        AgentReported {
  ModelName model();

  /** The broker's time of the record. */
  Instant at();

  /** Notes what the journal does not hold, and returns what follows at once. */
  List<RolloutEvent> take(Model model, Telemetry telemetry, PolicyInForce policy);
}
