package dev.turnout.orchestrator.plan;

import java.time.Duration;

/**
 * How long each kind of step lasts at least.
 *
 * @param batches how often a step is repeated
 */
record StepDuration(int batches) implements StepVisitor<Duration> {
  @Override
  public Duration smokeTest(SmokeTestStep step) {
    return Duration.ZERO;
  }

  @Override
  public Duration setWeight(SetWeightStep step) {
    return Duration.ZERO;
  }

  @Override
  public Duration switchNodes(SwitchNodesStep step) {
    return Duration.ZERO;
  }

  @Override
  public Duration analysis(AnalysisStep step) {
    return step.duration().multipliedBy(batches);
  }

  @Override
  public Duration pause(PauseStep step) {
    return step.duration().orElse(Duration.ZERO);
  }

  @Override
  public Duration approval(ApprovalStep step) {
    return Duration.ZERO;
  }

  @Override
  public Duration bake(BakeStep step) {
    return step.duration();
  }

  @Override
  public Duration retire(RetireStep step) {
    return Duration.ZERO;
  }

  @Override
  public Duration mirror(MirrorStep step) {
    return Duration.ZERO;
  }
}
