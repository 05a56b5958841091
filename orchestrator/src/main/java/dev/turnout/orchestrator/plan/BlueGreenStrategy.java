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
 * Short form: smoke test, optional preview share, optional approval, one switch, bake, retire.
 *
 * @param smokeTest request before the switch; empty tests readiness only
 * @param preview small share of real traffic before the switch; empty for none
 * @param approval whether a person must promote before the switch
 * @param bake time after the switch in which trouble switches back, zero for none
 */
public record BlueGreenStrategy(
    Optional<HttpCheck> smokeTest, Optional<CanaryStage> preview, boolean approval, Duration bake)
    implements Strategy {

  public BlueGreenStrategy {
    Expect.notNegative("a bake", bake, "1h");
    preview.ifPresent(
        stage -> {
          if (stage.weight().isFull()) {
            throw new IllegalArgumentException(
                "Expected a preview with a weight below 1, but got 1 (write 0.05 for 5 %)");
          }
        });
  }

  @Override
  public Plan expand(Optional<AnalysisSpec> analysis) {
    List<Step> steps = new ArrayList<>();
    smokeTest.map(SmokeTestStep::new).ifPresent(steps::add);
    preview.ifPresent(
        stage -> {
          steps.add(new SetWeightStep(stage.weight()));
          steps.add(AnalysisStep.of(stage.duration()));
        });
    if (approval) {
      steps.add(PauseStep.untilPromoted());
    }
    steps.add(new SetWeightStep(Weight.FULL));
    if (!bake.isZero()) {
      steps.add(new BakeStep(bake));
    }
    steps.add(new RetireStep());
    return new Plan(steps);
  }
}
