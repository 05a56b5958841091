package dev.turnout.testing;

import dev.turnout.events.AbortRollout;
import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.StartRollout;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Commands as a pipeline publishes them. */
public final class Commands {

  private Commands() {}

  /** A canary of v2 over v1 in two short stages that watches the errors. */
  public static RolloutCommand canary(String model, double... weights) {
    return canary(model, List.of(errors()), weights);
  }

  /** The same that goes back when it does not get on for so long. */
  public static RolloutCommand canary(String model, Duration progressDeadline, double... weights) {
    RolloutCommand command = canary(model, weights);
    ((StartRollout) command.getAction())
        .getSpec()
        .setProgressDeadlineMs(progressDeadline.toMillis());
    return command;
  }

  /** The same that watches other metrics. */
  public static RolloutCommand canary(String model, List<Object> metrics, double... weights) {
    List<CanaryStage> stages =
        java.util.Arrays.stream(weights).mapToObj(w -> new CanaryStage(w, 500L)).toList();
    RolloutSpec spec =
        new RolloutSpec(
            new VersionRef("v1", null),
            new VersionRef("v2", null),
            new CanaryStrategy(null, stages, 500L),
            AnalysisSpec.newBuilder()
                .setMetrics(metrics)
                .setWarmUpMs(0)
                .setWarmUpRequests(0)
                .build(),
            new Stickiness(StickinessKind.NONE, null),
            60_000L,
            Map.of());
    return command(model, model + "-v2", new StartRollout(spec, false));
  }

  /** The share of failed requests. */
  public static RateMetric errors() {
    return RateMetric.newBuilder()
        .setName("errors")
        .setKind(RateKind.ERRORS)
        .setMargin(0.02)
        .build();
  }

  public static RolloutCommand abort(String model) {
    return command(model, null, new AbortRollout());
  }

  public static RolloutCommand command(String model, String rollout, Object action) {
    return new RolloutCommand(
        UUID.randomUUID().toString(), model, rollout, "it/pipeline", null, action);
  }
}
