package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A command passed; its effects follow.
 *
 * @param command kind of command, for example {@code StartRollout}
 * @param rollout the rollout that is meant; empty if the model has none
 * @param reason why, in the actor's words
 * @param signedBy name of the trusted key that signed it; empty if none did, or nobody looked
 */
public record CommandAccepted(
    CommandId commandId,
    String command,
    Optional<RolloutName> rollout,
    Actor actor,
    Optional<String> reason,
    Optional<String> signedBy)
    implements RolloutEvent {
  private static final Set<String> STARTS =
      Set.of(StartRollout.class.getSimpleName(), RetryRollout.class.getSimpleName());

  /** A command of which nobody asked who wrote it. */
  public CommandAccepted(
      CommandId commandId,
      String command,
      Optional<RolloutName> rollout,
      Actor actor,
      Optional<String> reason) {
    this(commandId, command, rollout, actor, reason, Optional.empty());
  }

  @Override
  public Model applyTo(Model model, Instant at) {
    Model answered = model.remembering(commandId);
    return STARTS.contains(command) ? answered.withStarter(actor) : answered;
  }
}
