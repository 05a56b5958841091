package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a time, or for a person.
 *
 * @param duration length of the pause, longer than zero; empty waits for a promote command
 */
public record PauseStep(Optional<Duration> duration) implements Step {
  public PauseStep {
    duration.ifPresent(length -> Expect.positive("the duration of a pause", length, "10m"));
  }

  /** Waits for a person. */
  public static PauseStep untilPromoted() {
    return new PauseStep(Optional.empty());
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.pause(this);
  }

  @Override
  public String inWords() {
    return duration.map(length -> "pause " + Durations.inWords(length)).orElse("pause");
  }
}
