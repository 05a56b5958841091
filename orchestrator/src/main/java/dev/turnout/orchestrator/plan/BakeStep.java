package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import java.time.Duration;

/**
 * All traffic is on the candidate, the old version stands by.
 *
 * @param duration longer than zero
 */
public record BakeStep(Duration duration) implements Step {
  public BakeStep {
    Expect.positive("the duration of a bake", duration, "24h");
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.bake(this);
  }

  @Override
  public String inWords() {
    return "bake " + Durations.inWords(duration);
  }
}
