package dev.turnout.orchestrator.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * Where an attempt stands in its plan.
 *
 * @param step index in the plan, from 0
 * @param since when the step was entered
 * @param progressAt when it last made progress: entered, weight set, or resumed
 */
public record Stage(int step, Instant since, Instant progressAt) {
  static Stage entered(int step, Instant at) {
    return new Stage(step, at, at);
  }

  Stage progressed(Instant at) {
    return new Stage(step, since, at);
  }

  /**
   * When something that lasts for a time from the step's entry is over, not before the last
   * progress.
   */
  Instant after(Duration duration) {
    Instant end = since.plus(duration);
    return end.isAfter(progressAt) ? end : progressAt;
  }
}
