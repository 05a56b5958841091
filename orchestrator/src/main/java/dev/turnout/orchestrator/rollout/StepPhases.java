package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.AnalysisStep;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.MirrorStep;
import dev.turnout.orchestrator.plan.PauseStep;
import dev.turnout.orchestrator.plan.RetireStep;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.plan.SmokeTestStep;
import dev.turnout.orchestrator.plan.StepVisitor;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import java.util.List;

/** Which phase each kind of step begins with. */
record StepPhases(Stage stage) implements StepVisitor<StepPhase> {
  @Override
  public StepPhase smokeTest(SmokeTestStep step) {
    return new Testing(stage);
  }

  @Override
  public StepPhase setWeight(SetWeightStep step) {
    return new Shifting(stage);
  }

  @Override
  public StepPhase switchNodes(SwitchNodesStep step) {
    return new Switching(stage, false);
  }

  @Override
  public StepPhase analysis(AnalysisStep step) {
    return new Analysing(stage, step.duration(), step.beta());
  }

  @Override
  public StepPhase pause(PauseStep step) {
    return new Waiting(stage, step.duration());
  }

  @Override
  public StepPhase approval(ApprovalStep step) {
    return new Approving(stage, List.of());
  }

  @Override
  public StepPhase bake(BakeStep step) {
    return new Baking(stage, step.duration());
  }

  @Override
  public StepPhase mirror(MirrorStep step) {
    return new Mirroring(stage);
  }

  @Override
  public StepPhase retire(RetireStep step) {
    return new Retiring(stage);
  }
}
