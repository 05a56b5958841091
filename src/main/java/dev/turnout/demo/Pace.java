package dev.turnout.demo;

import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.Strategy;
import java.time.Duration;

/**
 * How fast the demo is played. Shortens or stretches what a rollout waits for by the clock; what it
 * waits for by evidence takes as long as it takes.
 *
 * @param speed 1 as written, 2 twice as fast; in [0.1, 10]
 */
record Pace(double speed) {
  Pace {
    if (!(speed >= 0.1 && speed <= 10)) {
      throw new IllegalArgumentException(
          "Expected a speed in [0.1, 10], but got " + speed + " (2 plays twice as fast)");
    }
  }

  RolloutSpec of(RolloutSpec spec) {
    return new RolloutSpec(
        spec.stable(),
        spec.candidate(),
        of(spec.strategy()),
        spec.analysis(),
        spec.stickiness(),
        spec.progressDeadline(),
        spec.labels());
  }

  Duration of(Duration written) {
    return Duration.ofMillis(Math.round(written.toMillis() / speed));
  }

  private Strategy of(Strategy strategy) {
    if (strategy instanceof CanaryStrategy canary) {
      return new CanaryStrategy(
          canary.smokeTest(),
          canary.stages().stream()
              .map(stage -> new CanaryStage(stage.weight(), of(stage.duration())))
              .toList(),
          of(canary.bake()));
    }
    if (strategy instanceof BlueGreenStrategy blueGreen) {
      return new BlueGreenStrategy(
          blueGreen.smokeTest(), blueGreen.preview(), blueGreen.approval(), of(blueGreen.bake()));
    }
    if (strategy instanceof RollingStrategy rolling) {
      return new RollingStrategy(
          rolling.smokeTest(),
          rolling.maxUnavailable(),
          rolling.selector(),
          rolling.order(),
          of(rolling.duration()),
          of(rolling.bake()));
    }
    return strategy;
  }
}
