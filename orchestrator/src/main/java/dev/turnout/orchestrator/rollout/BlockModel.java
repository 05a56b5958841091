package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.OfficeName;
import java.util.Optional;

/** Stops the progress of the model's rollouts, the present one and later ones, until unblocked. */
public record BlockModel(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    if (OfficeName.isReserved(model.name())) {
      return Decision.reject(
          "Expected a model, but '%s' is reserved for the policy (name a model)", model.name());
    }
    Optional<Gate> known = model.gates().find(Gate.Kind.BLOCK, "");
    if (known.isPresent()) {
      return Decision.reject(
          "Expected model '%s' to be free, but it already is %s (unblock it first to give another reason)",
          model.name(), known.get().inWords());
    }
    Optional<String> reason = header.reason().filter(text -> !text.isBlank());
    return reason.isEmpty()
        ? Decision.reject(
            "Expected a reason for the block of model '%s', but got none (write why, such as \"incident 4711\")",
            model.name())
        : Decision.accept(
            new GateClosed(
                Gate.Kind.BLOCK, "", reason.get(), Optional.empty(), Optional.of(header.actor())));
  }
}
