package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import java.util.Optional;

/** How a candidate replaces the stable version: a short form, or the steps themselves. */
public sealed interface Strategy
    permits CanaryStrategy, BlueGreenStrategy, RollingStrategy, StepsStrategy, ShadowStrategy {
  /**
   * The steps that this strategy stands for.
   *
   * @param analysis what is watched; empty when nothing is
   * @throws IllegalArgumentException if they make no {@link Plan}
   */
  Plan expand(Optional<AnalysisSpec> analysis);
}
