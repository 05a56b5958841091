package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.PolicyInForce;
import java.time.Instant;

/**
 * What a command sees besides the model.
 *
 * @param at the latest time that an input carried
 * @param policy what holds for all models
 */
public record Circumstances(Instant at, PolicyInForce policy) {
  /** Without any policy. */
  public static Circumstances at(Instant at) {
    return new Circumstances(at, new PolicyInForce());
  }
}
