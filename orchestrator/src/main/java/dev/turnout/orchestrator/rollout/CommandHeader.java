package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.Optional;

/**
 * What every command says besides what shall be done.
 *
 * @param rollout the rollout that is meant; empty means the model's present one
 * @param reason why, in the actor's words
 */
public record CommandHeader(
    CommandId id,
    ModelName model,
    Optional<RolloutName> rollout,
    Actor actor,
    Optional<String> reason) {
  private static final int LONGEST_REASON = 4096;

  public CommandHeader {
    reason.ifPresent(text -> Expect.notLonger("a reason", text, LONGEST_REASON));
  }

  /** "by jane (looks good)", for reasons. */
  String byWhom() {
    return "by %s%s".formatted(actor, reason.map(" (%s)"::formatted).orElse(""));
  }
}
