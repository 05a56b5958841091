package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.plan.AnalysisStep;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.plan.MirrorStep;
import dev.turnout.orchestrator.plan.PauseStep;
import dev.turnout.orchestrator.plan.RetireStep;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.plan.SmokeTestStep;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Steps of a plan. */
final class StepCodec {

  static final Translations<Step> STEPS =
      new Translations<Step>()
          .add(
              SmokeTestStep.class,
              dev.turnout.events.SmokeTestStep.class,
              step -> new dev.turnout.events.SmokeTestStep(CheckCodec.write(step.check())),
              step -> new SmokeTestStep(CheckCodec.read(step.getCheck())))
          .add(
              SetWeightStep.class,
              dev.turnout.events.SetWeightStep.class,
              step -> new dev.turnout.events.SetWeightStep(step.weight().value()),
              step -> new SetWeightStep(new Weight(step.getWeight())))
          .add(
              AnalysisStep.class,
              dev.turnout.events.AnalysisStep.class,
              step ->
                  new dev.turnout.events.AnalysisStep(
                      step.duration().toMillis(), orNull(step.beta())),
              step -> new AnalysisStep(Wire.millis(step.getDurationMs()), optional(step.getBeta())))
          .add(
              PauseStep.class,
              dev.turnout.events.PauseStep.class,
              step ->
                  new dev.turnout.events.PauseStep(
                      Wire.orNull(step.duration(), Duration::toMillis)),
              step -> new PauseStep(Wire.optional(step.getDurationMs(), Duration::ofMillis)))
          .add(
              BakeStep.class,
              dev.turnout.events.BakeStep.class,
              step -> new dev.turnout.events.BakeStep(step.duration().toMillis()),
              step -> new BakeStep(Wire.millis(step.getDurationMs())))
          .add(
              RetireStep.class,
              dev.turnout.events.RetireStep.class,
              step -> new dev.turnout.events.RetireStep(),
              step -> new RetireStep())
          .add(
              MirrorStep.class,
              dev.turnout.events.MirrorStep.class,
              step ->
                  new dev.turnout.events.MirrorStep(
                      step.fraction().value(), RuleCodec.write(step.compare())),
              step ->
                  new MirrorStep(new Weight(step.getFraction()), RuleCodec.read(step.getCompare())))
          .add(
              SwitchNodesStep.class,
              dev.turnout.events.SwitchNodesStep.class,
              NodesCodec::write,
              NodesCodec::read)
          .add(
              ApprovalStep.class,
              dev.turnout.events.ApprovalStep.class,
              step ->
                  new dev.turnout.events.ApprovalStep(
                      step.count(),
                      Wire.each(step.approvers(), Glob::pattern),
                      step.notByStarter()),
              step ->
                  new ApprovalStep(
                      step.getCount(),
                      Wire.each(step.getApprovers(), Glob::new),
                      step.getNotByStarter()));

  private StepCodec() {}

  static List<Object> write(List<Step> steps) {
    return Wire.each(steps, STEPS::write);
  }

  static List<Step> read(List<Object> steps) {
    return Wire.each(steps, STEPS::read);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
