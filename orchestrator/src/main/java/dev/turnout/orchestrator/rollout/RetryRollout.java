package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/** Starts an ended rollout again with the same specification. */
public record RetryRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Instant at) {
    return Addressee.known(model, header, rollout -> again(model, rollout));
  }

  private static Decision again(Model model, Rollout rollout) {
    if (!rollout.isEnded()) {
      return Decision.reject(
          "Expected rollout '%s' to be over, but it is %s (abort it first)",
          rollout.id(), rollout.phase().word());
    }
    if (rollout.isPromoted()) {
      return Decision.reject(
          "Expected a rollout that did not succeed, but '%s' was promoted (start a rollout of another version)",
          rollout.id());
    }
    return Starting.start(model, rollout.name(), rollout.spec());
  }
}
