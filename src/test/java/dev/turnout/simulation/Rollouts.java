package dev.turnout.simulation;

import static java.time.Duration.ofMinutes;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.ShadowStrategy;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rollouts of v2 over v1 that the scenarios start. */
final class Rollouts {
  private static final Optional<HttpCheck> CHECK =
      Optional.of(HttpCheck.of("POST", "/invocations", Optional.of("{}")));

  private Rollouts() {}

  static RolloutSpec canary() {
    return spec(
        new CanaryStrategy(
            CHECK,
            List.of(
                new CanaryStage(new Weight(0.1), ofMinutes(5)),
                new CanaryStage(new Weight(0.5), ofMinutes(5))),
            ofMinutes(10)));
  }

  static RolloutSpec quickCanary() {
    return spec(
        new CanaryStrategy(
            CHECK,
            List.of(
                new CanaryStage(new Weight(0.2), ofMinutes(2)),
                new CanaryStage(new Weight(0.5), ofMinutes(2))),
            ofMinutes(1)));
  }

  static RolloutSpec shadow(Optional<CanaryStrategy> then) {
    Influence copies = Influence.NORMAL.on(TrafficKind.MIRRORED);
    Influence users = Influence.NORMAL.on(TrafficKind.LIVE);
    AnalysisSpec analysis =
        AnalysisSpec.of(
            Rate.errors("errors", 0.01, 0.05),
            Distribution.latency("p99", 0.99, Duration.ofMillis(500)),
            Rate.count("disagreements", "disagreements", 0.01, 0.1).againstLimit().with(copies),
            Rate.score("accuracy", "accuracy", 0.02, 0.8).with(users));
    return spec(
        new ShadowStrategy(CHECK, new Weight(0.2), ofMinutes(5), List.of(), then), analysis);
  }

  static Optional<CanaryStrategy> thenCanary() {
    return Optional.of(
        new CanaryStrategy(
            Optional.empty(),
            List.of(new CanaryStage(new Weight(0.2), ofMinutes(5))),
            ofMinutes(5)));
  }

  static RolloutSpec blueGreen(boolean approval) {
    return spec(new BlueGreenStrategy(CHECK, Optional.empty(), approval, ofMinutes(10)));
  }

  static RolloutSpec rolling() {
    return spec(
        new RollingStrategy(
            CHECK,
            NodeLimit.ONE,
            Labels.NONE,
            List.of(Labels.of(Map.of("tier", "canary"))),
            ofMinutes(4),
            ofMinutes(5)));
  }

  private static RolloutSpec spec(Strategy strategy) {
    AnalysisSpec analysis =
        AnalysisSpec.of(
            Rate.errors("errors", 0.01, 0.05),
            Distribution.latency("p99", 0.99, Duration.ofMillis(500)),
            Rate.score("accuracy", "accuracy", 0.02, 0.8));
    return spec(strategy, analysis);
  }

  private static RolloutSpec spec(Strategy strategy, AnalysisSpec analysis) {
    return RolloutSpec.of(VersionRef.of("v2"), strategy, Optional.of(analysis))
        .withStable(VersionRef.of("v1"))
        .withStickiness(Stickiness.header("x-user-id"));
  }
}
