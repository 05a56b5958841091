package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.Policy;

/**
 * Sets what holds for all models of a partition; written once for each, under its reserved name.
 *
 * @param policy the whole of it, in place of the one before
 */
public record ApplyPolicy(CommandHeader header, Policy policy) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return OfficeName.isReserved(model.name())
        ? Decision.accept(new PolicyApplied(policy))
        : Decision.reject(
            "Expected a policy under a reserved name such as '%s', but got one under '%s' (use 'turnout policy apply')",
            OfficeName.PLACES, model.name());
  }
}
