package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.ShadowStrategy;
import dev.turnout.orchestrator.plan.StepsStrategy;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.Weight;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/** A rollout as a user writes it. */
public final class SpecCodec {

  static final Translations<Strategy> STRATEGIES =
      new Translations<Strategy>()
          .add(
              CanaryStrategy.class,
              dev.turnout.events.CanaryStrategy.class,
              SpecCodec::writeCanary,
              SpecCodec::readCanary)
          .add(
              BlueGreenStrategy.class,
              dev.turnout.events.BlueGreenStrategy.class,
              SpecCodec::writeBlueGreen,
              SpecCodec::readBlueGreen)
          .add(
              StepsStrategy.class,
              dev.turnout.events.StepsStrategy.class,
              strategy -> new dev.turnout.events.StepsStrategy(StepCodec.write(strategy.steps())),
              strategy -> new StepsStrategy(StepCodec.read(strategy.getSteps())))
          .add(
              ShadowStrategy.class,
              dev.turnout.events.ShadowStrategy.class,
              SpecCodec::writeShadow,
              SpecCodec::readShadow)
          .add(
              RollingStrategy.class,
              dev.turnout.events.RollingStrategy.class,
              NodesCodec::write,
              NodesCodec::read);

  private SpecCodec() {}

  /** The message of a specification. */
  public static dev.turnout.events.RolloutSpec write(RolloutSpec spec) {
    return new dev.turnout.events.RolloutSpec(
        Wire.orNull(spec.stable(), Wire::write),
        Wire.write(spec.candidate()),
        STRATEGIES.write(spec.strategy()),
        AnalysisCodec.write(spec.analysis()),
        write(spec.stickiness()),
        spec.progressDeadline().toMillis(),
        new LinkedHashMap<>(spec.labels()));
  }

  /**
   * The specification of a message.
   *
   * @throws IllegalArgumentException if it breaks a rule; the message says what to write
   */
  public static RolloutSpec read(dev.turnout.events.RolloutSpec spec) {
    return new RolloutSpec(
        Wire.optional(spec.getStable(), Wire::read),
        Wire.read(spec.getCandidate()),
        STRATEGIES.read(spec.getStrategy()),
        AnalysisCodec.read(spec.getAnalysis()),
        read(spec.getStickiness()),
        Wire.millis(spec.getProgressDeadlineMs()),
        new TreeMap<>(spec.getLabels()));
  }

  static dev.turnout.events.Stickiness write(Stickiness stickiness) {
    return new dev.turnout.events.Stickiness(
        Wire.same(dev.turnout.events.StickinessKind.class, stickiness.kind()),
        Wire.orNull(stickiness.name()));
  }

  static Stickiness read(dev.turnout.events.Stickiness stickiness) {
    return new Stickiness(
        Wire.same(Stickiness.Kind.class, stickiness.getKind()),
        Optional.ofNullable(stickiness.getName()));
  }

  private static dev.turnout.events.CanaryStrategy writeCanary(CanaryStrategy strategy) {
    return new dev.turnout.events.CanaryStrategy(
        Wire.orNull(strategy.smokeTest(), CheckCodec::write),
        Wire.each(strategy.stages(), SpecCodec::write),
        strategy.bake().toMillis());
  }

  private static CanaryStrategy readCanary(dev.turnout.events.CanaryStrategy strategy) {
    return new CanaryStrategy(
        Wire.optional(strategy.getSmokeTest(), CheckCodec::read),
        Wire.each(strategy.getStages(), SpecCodec::read),
        Wire.millis(strategy.getBakeMs()));
  }

  private static dev.turnout.events.BlueGreenStrategy writeBlueGreen(BlueGreenStrategy strategy) {
    return new dev.turnout.events.BlueGreenStrategy(
        Wire.orNull(strategy.smokeTest(), CheckCodec::write),
        Wire.orNull(strategy.preview(), SpecCodec::write),
        strategy.approval(),
        strategy.bake().toMillis());
  }

  private static BlueGreenStrategy readBlueGreen(dev.turnout.events.BlueGreenStrategy strategy) {
    return new BlueGreenStrategy(
        Wire.optional(strategy.getSmokeTest(), CheckCodec::read),
        Wire.optional(strategy.getPreview(), SpecCodec::read),
        strategy.getApproval(),
        Wire.millis(strategy.getBakeMs()));
  }

  private static dev.turnout.events.ShadowStrategy writeShadow(ShadowStrategy strategy) {
    return new dev.turnout.events.ShadowStrategy(
        Wire.orNull(strategy.smokeTest(), CheckCodec::write),
        strategy.fraction().value(),
        strategy.duration().toMillis(),
        RuleCodec.write(strategy.compare()),
        Wire.orNull(strategy.then(), SpecCodec::writeCanary));
  }

  private static ShadowStrategy readShadow(dev.turnout.events.ShadowStrategy strategy) {
    return new ShadowStrategy(
        Wire.optional(strategy.getSmokeTest(), CheckCodec::read),
        new Weight(strategy.getFraction()),
        Wire.millis(strategy.getDurationMs()),
        RuleCodec.read(strategy.getCompare()),
        Wire.optional(strategy.getThen(), SpecCodec::readCanary));
  }

  private static dev.turnout.events.CanaryStage write(CanaryStage stage) {
    return new dev.turnout.events.CanaryStage(stage.weight().value(), stage.duration().toMillis());
  }

  private static CanaryStage read(dev.turnout.events.CanaryStage stage) {
    return new CanaryStage(new Weight(stage.getWeight()), Wire.millis(stage.getDurationMs()));
  }
}
