package dev.turnout.orchestrator.rollout;

/** Starts an ended rollout again with the same specification. */
public record RetryRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.known(model, header, rollout -> again(model, rollout, now));
  }

  private static Decision again(Model model, Rollout rollout, Circumstances now) {
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
    return Starting.start(model, rollout.name(), rollout.spec(), now);
  }
}
