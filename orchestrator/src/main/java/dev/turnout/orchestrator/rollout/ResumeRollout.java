package dev.turnout.orchestrator.rollout;

/** Ends a hold. */
public record ResumeRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.running(
        model,
        header,
        rollout ->
            rollout.phase() instanceof Paused
                ? Decision.accept(new RolloutResumed(rollout.id(), header.actor()))
                : Decision.reject(
                    "Expected rollout '%s' to be paused, but it is %s (promote it to end a pause of the plan)",
                    rollout.id(), rollout.phase().word()));
  }
}
