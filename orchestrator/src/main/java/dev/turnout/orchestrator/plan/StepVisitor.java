package dev.turnout.orchestrator.plan;

/** One method for each kind of step, so that the compiler finds a forgotten one. */
public interface StepVisitor<R> {
  R smokeTest(SmokeTestStep step);

  R setWeight(SetWeightStep step);

  R switchNodes(SwitchNodesStep step);

  R analysis(AnalysisStep step);

  R pause(PauseStep step);

  R approval(ApprovalStep step);

  R bake(BakeStep step);

  R retire(RetireStep step);

  R mirror(MirrorStep step);
}
