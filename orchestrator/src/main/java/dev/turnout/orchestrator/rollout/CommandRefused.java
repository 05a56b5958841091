package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import java.time.Instant;
import java.util.Optional;

/**
 * A command was refused and changed nothing.
 *
 * @param command kind of command, for example {@code StartRollout}
 * @param rollout the rollout that was meant
 * @param reason what was expected, what came, what to do
 */
public record CommandRefused(
    CommandId commandId, String command, Optional<RolloutName> rollout, Actor actor, String reason)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.remembering(commandId);
  }
}
