package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.MirrorStep;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.ShadowStrategy;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.StepsStrategy;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rollouts that the tests start. */
final class Specs {
  static final HttpCheck CHECK =
      HttpCheck.of("POST", "/invocations", Optional.of("{\"inputs\": [[1]]}"));

  static final Labels ZONE_A = Labels.of(Map.of("zone", "a"));

  private Specs() {}

  static AnalysisSpec errors() {
    return errors(0.01);
  }

  private static AnalysisSpec errors(double margin) {
    return AnalysisSpec.of(Rate.errors("errors", margin, 1))
        .withWarmUp(WarmUp.NONE)
        .withMinimumSample(200)
        .withDeadline(Duration.ofMinutes(5));
  }

  static RolloutSpec canary() {
    return of(
        new CanaryStrategy(
            Optional.of(CHECK), List.of(stage(0.1, 1), stage(0.5, 1)), Duration.ofMinutes(2)));
  }

  static RolloutSpec canary(OnInconclusive policy) {
    return canary(policy, 0.01);
  }

  static RolloutSpec canary(OnInconclusive policy, double margin) {
    return RolloutSpec.of(
            VersionRef.of("v2"),
            new CanaryStrategy(Optional.empty(), List.of(stage(0.1, 1)), Duration.ofMinutes(2)),
            Optional.of(errors(margin).withOnInconclusive(policy)))
        .withStable(VersionRef.of("v1"));
  }

  static RolloutSpec blueGreen(boolean approval) {
    return of(
        new BlueGreenStrategy(
            Optional.of(CHECK), Optional.empty(), approval, Duration.ofMinutes(5)));
  }

  /** A shadow that ends without a switch. */
  static RolloutSpec shadow() {
    return shadow(Optional.empty());
  }

  static RolloutSpec shadowThenCanary() {
    return shadow(
        Optional.of(
            new CanaryStrategy(Optional.empty(), List.of(stage(0.1, 1)), Duration.ofMinutes(2))));
  }

  private static RolloutSpec shadow(Optional<CanaryStrategy> then) {
    Rate errors = Rate.errors("errors", 0.01, 1);
    Rate disagreements = Rate.count("disagreements", "disagreements", 0.01, 0.05).againstLimit();
    AnalysisSpec analysis =
        errors()
            .withMetrics(
                List.of(errors, disagreements.with(Influence.NORMAL.on(TrafficKind.MIRRORED))));
    ShadowStrategy shadow =
        new ShadowStrategy(
            Optional.of(CHECK),
            new Weight(0.5),
            Duration.ofMinutes(1),
            List.of(new AnswerRule("/predictions/0", 0.001, false)),
            then);
    return RolloutSpec.of(VersionRef.of("v2"), shadow, Optional.of(analysis))
        .withStable(VersionRef.of("v1"));
  }

  /** Judged by a limit alone: few nodes of their own cannot be compared within minutes. */
  static RolloutSpec rolling(NodeLimit most, Labels selector, Labels... order) {
    return rolling(
        new RollingStrategy(
            Optional.of(CHECK),
            most,
            selector,
            List.of(order),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1)));
  }

  static RolloutSpec rolling(Strategy strategy) {
    AnalysisSpec limit =
        AnalysisSpec.of(Rate.errors("errors", 0.01, 0.1).againstLimit())
            .withWarmUp(WarmUp.NONE)
            .withMinimumSample(200)
            .withDeadline(Duration.ofMinutes(5));
    return RolloutSpec.of(VersionRef.of("v2"), strategy, Optional.of(limit))
        .withStable(VersionRef.of("v1"));
  }

  static RolloutSpec rolling() {
    return rolling(NodeLimit.ONE, Labels.NONE);
  }

  static RolloutSpec steps(Step... steps) {
    return of(new StepsStrategy(List.of(steps)));
  }

  static MirrorStep mirror(double fraction) {
    return new MirrorStep(new Weight(fraction), List.of());
  }

  static RolloutSpec of(Strategy strategy) {
    return RolloutSpec.of(VersionRef.of("v2"), strategy, Optional.of(errors()))
        .withStable(VersionRef.of("v1"));
  }

  static RolloutSpec firstVersion() {
    return RolloutSpec.of(
        VersionRef.of("v1"),
        new BlueGreenStrategy(Optional.of(CHECK), Optional.empty(), false, Duration.ofMinutes(5)),
        Optional.of(errors()));
  }

  private static CanaryStage stage(double weight, int minutes) {
    return new CanaryStage(new Weight(weight), Duration.ofMinutes(minutes));
  }
}
