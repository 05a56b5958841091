package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;

/**
 * One share of the traffic and how long it is watched.
 *
 * @param weight candidate's share, in (0, 1]
 * @param duration shortest time at this share, longer than zero
 */
public record CanaryStage(Weight weight, Duration duration) {
  public CanaryStage {
    if (weight.isZero()) {
      throw new IllegalArgumentException(
          "Expected a stage with a weight above 0, but got 0 (write 0.1 for 10 %)");
    }
    Expect.positive("the duration of a stage", duration, "10m");
  }
}
