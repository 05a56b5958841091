package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A command came that breaks a rule, for example with a weight of 10; it is answered, so that
 * nobody waits for it.
 *
 * @param command kind of command, for example {@code StartRollout}
 * @param reason what was expected, what came, what to write
 * @param signedBy name of the trusted key that signed it; empty if none did, or nobody looked
 */
public record InvalidCommandReceived(
    CommandHeader header, String command, String reason, Instant at, Optional<String> signedBy)
    implements Input {

  private static final int LONGEST_REASON = 2000;

  public InvalidCommandReceived {
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "…";
    }
  }

  /** A command of which nobody asks who wrote it. */
  public InvalidCommandReceived(CommandHeader header, String command, String reason, Instant at) {
    this(header, command, reason, at, Optional.empty());
  }

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
                header.id(), command, header.rollout(), header.actor(), reason, signedBy, false));
  }
}
