package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An attempt began.
 *
 * @param attempt number of the attempt under this name, a count from 1
 * @param stable version that was live; empty for the first version of a model
 * @param spec the rollout as it was asked for
 * @param plan what its strategy expands to
 */
public record RolloutStarted(
    RolloutId rolloutId,
    RolloutName name,
    int attempt,
    Optional<VersionRef> stable,
    RolloutSpec spec,
    Plan plan)
    implements RolloutEvent {

  public RolloutStarted {
    Expect.atLeast("an attempt", attempt, 1);
  }

  /** The next attempt under this name. */
  static RolloutStarted of(
      Model model, RolloutName name, RolloutSpec spec, Optional<VersionRef> stable) {
    int attempt = model.attempts().next(name);
    Plan plan = stable.isPresent() ? spec.plan() : spec.plan().forFirstVersion();
    return new RolloutStarted(RolloutId.of(name, attempt), name, attempt, stable, spec, plan);
  }

  @Override
  public Model applyTo(Model model, Instant at) {
    Rollout rollout =
        new Rollout(
            rolloutId,
            name,
            attempt,
            stable,
            spec,
            plan,
            at,
            model.epoch() + 1,
            0,
            plan.step(0).accept(new StepPhases(Stage.entered(0, at))),
            Weight.ZERO,
            Optional.empty(),
            new TreeSet<>(),
            false,
            model.fleet().live(),
            Optional.empty());
    return model
        .withStable(stable)
        .withRollout(rollout)
        .withAttempts(model.attempts().with(name, attempt))
        .withFleet(model.fleet().withoutResults());
  }
}
