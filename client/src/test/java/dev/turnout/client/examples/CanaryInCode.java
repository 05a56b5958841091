package dev.turnout.client.examples;

import dev.turnout.client.Rollout;
import dev.turnout.client.TurnoutClient;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.spec.RolloutFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A rollout without a file. */
public final class CanaryInCode {
  private CanaryInCode() {}

  public static RolloutFile canary(String version, String source) {
    CanaryStrategy canary =
        new CanaryStrategy(
            Optional.empty(),
            List.of(
                new CanaryStage(new Weight(0.01), Duration.ofMinutes(10)),
                new CanaryStage(new Weight(0.1), Duration.ofMinutes(30)),
                new CanaryStage(new Weight(0.5), Duration.ofHours(1))),
            Duration.ofHours(24));
    AnalysisSpec analysis =
        AnalysisSpec.of(
            Rate.errors("errors", 0.002, 0.01),
            Distribution.latency("p99", 0.99, Duration.ofMillis(500)),
            Rate.score("accuracy", "accuracy", 0.01, 0.92));

    RolloutSpec spec =
        RolloutSpec.of(VersionRef.of(version, source), canary, Optional.of(analysis))
            .withStickiness(Stickiness.header("x-user-id"));
    return RolloutFile.of("fraud-" + version, "fraud", spec);
  }

  public static void main(String[] args) {
    TurnoutClient turnout = TurnoutClient.connect("localhost:9092", "http://localhost:8081");
    try (Rollout rollout = turnout.start(canary("v2", "models:/fraud/2"))) {
      rollout.steps().forEach(System.out::println);
    }
  }
}
