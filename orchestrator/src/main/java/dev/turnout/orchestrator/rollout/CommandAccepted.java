package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import java.time.Instant;
import java.util.Optional;

/**
 * A command passed; its effects follow.
 *
 * @param command kind of command, for example {@code StartRollout}
 * @param reason why, in the actor's words
 */
public record CommandAccepted(
    CommandId commandId, String command, RolloutName rollout, Actor actor, Optional<String> reason)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.remembering(commandId);
  }
}
