package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.routing.Expect;

/**
 * Id of one attempt: the rollout's name, with {@code #2}, {@code #3} and so on from the second
 * attempt.
 */
public record RolloutId(String value) {
  public RolloutId {
    Expect.present("the id of a rollout", value);
  }

  /**
   * @param attempt a count from 1
   */
  public static RolloutId of(RolloutName name, int attempt) {
    return new RolloutId(attempt == 1 ? name.value() : name.value() + "#" + attempt);
  }

  @Override
  public String toString() {
    return value;
  }
}
