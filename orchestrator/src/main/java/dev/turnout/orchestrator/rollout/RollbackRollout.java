package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/** Returns to the previous version inside the bake time, at once and without analysis. */
public record RollbackRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Instant at) {
    return Addressee.known(
        model,
        header,
        rollout ->
            rollout.isPromoted()
                ? Decision.reject(
                    "Expected rollout '%s' to be inside its bake time, but it ended as %s (start a rollout to %s)",
                    rollout.id(), rollout.success(), previous(rollout))
                : Addressee.running(model, header, this::turnBack));
  }

  private Decision turnBack(Rollout rollout) {
    StepPhase phase = rollout.phase().stepPhase().orElseThrow();
    if (!(phase instanceof Baking || phase instanceof Retiring)) {
      return Decision.reject(
          "Expected rollout '%s' to have switched, but it is %s (use abort)",
          rollout.id(), phase.word());
    }
    return Decision.accept(
        new RolloutTurnedBack(
            rollout.id(), Outcome.ROLLED_BACK, "rolled back " + header.byWhom(), Optional.empty()));
  }

  private static String previous(Rollout rollout) {
    return rollout.previous().map(ref -> ref.version().value()).orElse("the version you want");
  }
}
