package dev.turnout.bench.fleet;

import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.QuantileGate;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.StartRollout;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The canary that measurements run: it watches the errors and three quantiles of the latency.
 *
 * @param stages weights and how long each is kept
 * @param bake after the last stage
 * @param analysis how it is judged
 */
public record Canary(List<CanaryStage> stages, Duration bake, AnalysisSpec analysis) {
  private static final long PROGRESS_DEADLINE_MS = 3_600_000;

  public Canary {
    stages = List.copyOf(stages);
  }

  /** With the usual analysis. */
  public static Canary of(Duration bake, Duration stage, double... weights) {
    List<CanaryStage> stages =
        Arrays.stream(weights)
            .mapToObj(weight -> new CanaryStage(weight, stage.toMillis()))
            .toList();
    return new Canary(stages, bake, AnalysisSpec.newBuilder().setMetrics(metrics()).build());
  }

  /** Judged from the first request on. */
  public Canary withoutWarmUp() {
    AnalysisSpec cold =
        AnalysisSpec.newBuilder(analysis).setWarmUpMs(0).setWarmUpRequests(0).build();
    return new Canary(stages, bake, cold);
  }

  /** The command that starts it. */
  public RolloutCommand start(String actor, String model, String stable, String candidate) {
    RolloutSpec spec =
        new RolloutSpec(
            new VersionRef(stable, null),
            new VersionRef(candidate, null),
            new CanaryStrategy(null, stages, bake.toMillis()),
            analysis,
            new Stickiness(StickinessKind.NONE, null),
            PROGRESS_DEADLINE_MS,
            Map.of());
    return new RolloutCommand(
        "start-%s-%s".formatted(model, candidate),
        model,
        model + "-" + candidate,
        actor,
        null,
        new StartRollout(spec, false));
  }

  private static List<Object> metrics() {
    return List.of(
        RateMetric.newBuilder().setName("errors").setKind(RateKind.ERRORS).setMargin(0.01).build(),
        DistributionMetric.newBuilder()
            .setName("latency")
            .setGates(
                List.of(
                    new QuantileGate(0.5, 0.1, null),
                    new QuantileGate(0.95, 0.1, null),
                    new QuantileGate(0.99, 0.1, null)))
            .build());
  }
}
