package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/** Gives this attempt up; traffic returns to the stable version. */
public record AbortRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Instant at) {
    return Addressee.running(
        model,
        header,
        rollout ->
            Decision.accept(
                new RolloutTurnedBack(
                    rollout.id(),
                    Outcome.ABORTED,
                    "aborted " + header.byWhom(),
                    Optional.empty())));
  }
}
