package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import java.util.List;

/** An attempt as it would have been started under another policy, with the recorded steps. */
final class OtherPolicy {
  private OtherPolicy() {}

  static RolloutStarted of(RolloutStarted recorded, RolloutSpec policy) {
    RolloutSpec spec = recorded.spec();
    return new RolloutStarted(
        recorded.rolloutId(),
        recorded.name(),
        recorded.attempt(),
        recorded.stable(),
        new RolloutSpec(
            spec.stable(),
            spec.candidate(),
            spec.strategy(),
            policy.analysis(),
            spec.stickiness(),
            spec.progressDeadline(),
            spec.labels()),
        plan(recorded, policy));
  }

  /**
   * The policy's own plan if it has the same kinds of steps in the same order, so that its times
   * and gates stand beside the recorded ones; else the recorded strategy, with the gates that it
   * takes from the policy's analysis.
   */
  static Plan plan(RolloutStarted recorded, RolloutSpec policy) {
    Plan own = policy.plan();
    if (sameSteps(own, recorded.plan())) {
      return own;
    }
    Plan expanded = recorded.spec().strategy().expand(policy.analysis());
    return sameSteps(expanded, recorded.plan()) ? expanded : recorded.plan();
  }

  static boolean sameSteps(Plan one, Plan other) {
    return kinds(one).equals(kinds(other));
  }

  private static List<? extends Class<? extends Step>> kinds(Plan plan) {
    return plan.steps().stream().map(Step::getClass).toList();
  }
}
