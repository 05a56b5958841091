package dev.turnout.orchestrator.rollout;

import java.util.Optional;

/** Returns to the previous version inside the bake time, at once and without analysis. */
public record RollbackRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
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
    boolean switched =
        rollout
            .phase()
            .stepPhase()
            .filter(phase -> phase instanceof Baking || phase instanceof Retiring)
            .isPresent();
    if (!switched) {
      return Decision.reject(
          "Expected rollout '%s' to have switched, but it is %s (use abort)",
          rollout.id(), word(rollout));
    }
    return Decision.accept(
        new RolloutTurnedBack(
            rollout.id(), Outcome.ROLLED_BACK, "rolled back " + header.byWhom(), Optional.empty()));
  }

  /** Of a paused rollout that which is paused. */
  private static String word(Rollout rollout) {
    return rollout.phase().stepPhase().map(Phase::word).orElse(rollout.phase().word());
  }

  private static String previous(Rollout rollout) {
    return rollout.previous().map(ref -> ref.version().value()).orElse("the version you want");
  }
}
