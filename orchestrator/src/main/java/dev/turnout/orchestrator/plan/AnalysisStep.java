package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Lets the judge watch at the present weight.
 *
 * @param duration shortest stay in this step, longer than zero
 * @param beta chance of going on with a candidate that is worse than a margin, in (0, 1); empty
 *     takes that of the analysis
 */
public record AnalysisStep(Duration duration, OptionalDouble beta) implements Step {
  public AnalysisStep {
    Expect.positive("the duration of an analysis", duration, "10m");
    if (beta.isPresent() && !(beta.getAsDouble() > 0 && beta.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "Expected a beta of an analysis in (0, 1), but got %s (write 0.05 for 5 %%)"
              .formatted(beta.getAsDouble()));
    }
  }

  /** An analysis with the beta of the whole rollout. */
  public static AnalysisStep of(Duration duration) {
    return new AnalysisStep(duration, OptionalDouble.empty());
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.analysis(this);
  }

  @Override
  public String inWords() {
    return beta.isPresent()
        ? "analysis %s (beta %s)".formatted(Durations.inWords(duration), beta.getAsDouble())
        : "analysis " + Durations.inWords(duration);
  }
}
