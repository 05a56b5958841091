package dev.turnout.orchestrator.rollout;

import java.util.Optional;

/** Holds progress; the judge goes on. */
public record PauseRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.running(
        model,
        header,
        rollout -> {
          if (rollout.isQueued()) {
            return Decision.reject(
                "Expected rollout '%s' to have begun, but it is Queued (block the model instead)",
                rollout.id());
          }
          return rollout.phase() instanceof Paused paused
              ? Decision.reject(
                  "Expected rollout '%s' to make progress, but it already is paused: %s (resume or abort it)",
                  rollout.id(), paused.reason())
              : Decision.accept(
                  new RolloutPaused(
                      rollout.id(), "paused " + header.byWhom(), Optional.of(header.actor())));
        });
  }
}
