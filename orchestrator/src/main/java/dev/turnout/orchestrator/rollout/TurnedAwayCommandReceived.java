package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A command came whose writer may not have it carried out; no rule is asked about it. It is
 * answered, but not remembered: the right one with the same id may still come.
 *
 * @param command kind of command, for example {@code StartRollout}
 * @param signedBy name of the trusted key that signed it; empty if none did
 * @param reason what was expected, what came, what to write
 */
public record TurnedAwayCommandReceived(
    CommandHeader header, String command, Optional<String> signedBy, String reason, Instant at)
    implements Input {

  @Override
  public ModelName model() {
    return header.model();
  }

  @Override
  public List<RolloutEvent> take(Model model, Telemetry telemetry, PolicyInForce policy) {
    return model.recentCommands().contains(header.id())
        ? List.of()
        : List.of(
            new CommandRefused(
                header.id(), command, header.rollout(), header.actor(), reason, signedBy, true));
  }
}
