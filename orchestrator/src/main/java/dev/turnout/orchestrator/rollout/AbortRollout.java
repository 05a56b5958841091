package dev.turnout.orchestrator.rollout;

import java.util.Optional;

/** Gives this attempt up; traffic returns to the stable version. */
public record AbortRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.running(
        model,
        header,
        rollout ->
            Decision.accept(
                rollout.isQueued()
                    ? new RolloutEnded(rollout.id(), Outcome.ABORTED, reason())
                    : new RolloutTurnedBack(
                        rollout.id(), Outcome.ABORTED, reason(), Optional.empty())));
  }

  private String reason() {
    return "aborted " + header.byWhom();
  }
}
