package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Short form: smoke test, stages of growing weight with analysis, full weight, bake, retire.
 *
 * @param smokeTest request before the first user; empty tests readiness only
 * @param stages in order of growing weight, at least one
 * @param bake time at full weight before the old version is retired, zero for none
 */
public record CanaryStrategy(Optional<HttpCheck> smokeTest, List<CanaryStage> stages, Duration bake)
    implements Strategy {

  public CanaryStrategy {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a canary with at least one stage, but got none (write {weight: 0.1, for: 10m})");
    }
    Expect.notNegative("a bake", bake, "24h");
  }

  @Override
  public Plan expand(Optional<AnalysisSpec> analysis) {
    List<Step> steps = new ArrayList<>();
    smokeTest.map(SmokeTestStep::new).ifPresent(steps::add);
    for (int i = 0; i < stages.size(); i++) {
      steps.add(new SetWeightStep(stages.get(i).weight()));
      steps.add(
          new AnalysisStep(stages.get(i).duration(), InnerBetas.of(analysis, i, stages.size())));
    }
    if (!stages.get(stages.size() - 1).weight().isFull()) {
      steps.add(new SetWeightStep(Weight.FULL));
    }
    if (!bake.isZero()) {
      steps.add(new BakeStep(bake));
    }
    steps.add(new RetireStep());
    return new Plan(steps);
  }
}
