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
 * @param signedBy name of the trusted key that signed it; empty if none did, or nobody looked
 * @param turnedAway whether it was refused for who wrote it, before any rule was asked
 */
public record CommandRefused(
    CommandId commandId,
    String command,
    Optional<RolloutName> rollout,
    Actor actor,
    String reason,
    Optional<String> signedBy,
    boolean turnedAway)
    implements RolloutEvent {

  /** A command of which nobody asked who wrote it. */
  public CommandRefused(
      CommandId commandId,
      String command,
      Optional<RolloutName> rollout,
      Actor actor,
      String reason) {
    this(commandId, command, rollout, actor, reason, Optional.empty(), false);
  }

  /** One that was turned away may be forged: the right one with the same id must still count. */
  @Override
  public Model applyTo(Model model, Instant at) {
    return turnedAway ? model : model.remembering(commandId);
  }
}
