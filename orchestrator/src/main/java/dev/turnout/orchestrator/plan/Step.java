package dev.turnout.orchestrator.plan;

/** Unit of a plan. */
public sealed interface Step
    permits SmokeTestStep,
        SetWeightStep,
        SwitchNodesStep,
        AnalysisStep,
        PauseStep,
        BakeStep,
        RetireStep,
        MirrorStep,
        ApprovalStep {

  /** Calls the visitor's method for this kind of step. */
  <R> R accept(StepVisitor<R> visitor);

  /** The step in a few words, for example {@code setWeight 0.1}. */
  String inWords();
}
