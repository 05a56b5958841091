package dev.turnout.orchestrator.rollout;

import java.util.Optional;

/** Lets a blocked model's rollouts go on. */
public record UnblockModel(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return model.gates().find(Gate.Kind.BLOCK, "").isEmpty()
        ? Decision.reject(
            "Expected model '%s' to be blocked, but it is not (there is nothing to do)",
            model.name())
        : Decision.accept(
            new GateOpened(
                Gate.Kind.BLOCK, "", "unblocked " + header.byWhom(), Optional.of(header.actor())));
  }
}
