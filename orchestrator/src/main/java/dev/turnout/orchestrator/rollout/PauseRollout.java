package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/** Holds progress; the judge goes on. */
public record PauseRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Instant at) {
    return Addressee.running(
        model,
        header,
        rollout ->
            rollout.phase() instanceof Paused paused
                ? Decision.reject(
                    "Expected rollout '%s' to make progress, but it already is paused: %s (resume or abort it)",
                    rollout.id(), paused.reason())
                : Decision.accept(
                    new RolloutPaused(
                        rollout.id(), "paused " + header.byWhom(), Optional.of(header.actor()))));
  }
}
