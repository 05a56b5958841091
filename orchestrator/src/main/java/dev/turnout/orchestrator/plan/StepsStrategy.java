package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import java.util.List;
import java.util.Optional;

/**
 * Long form: the steps themselves.
 *
 * @param steps in order; they must make a {@link Plan}
 */
public record StepsStrategy(List<Step> steps) implements Strategy {
  public StepsStrategy {
    steps = List.copyOf(steps);
  }

  @Override
  public Plan expand(Optional<AnalysisSpec> analysis) {
    return new Plan(steps);
  }
}
