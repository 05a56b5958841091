package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.Policy;
import java.time.Instant;

/**
 * Another policy holds for the models of this partition.
 *
 * @param policy the whole of it
 */
public record PolicyApplied(Policy policy) implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.changeOffice(office -> office.with(policy));
  }
}
