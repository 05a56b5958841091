package dev.turnout.bench.metrics;

import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.QuantileGate;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RouteTable;
import dev.turnout.events.StartRollout;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A model with a canary that stays at half of the traffic for longer than anything is measured. */
final class LoadedModel {
  static final String SECOND = "tokens";
  static final String THIRD = "cost";
  static final int VALUES = 3;

  private static final double WEIGHT = 0.5;

  /** Of a hundred good candidates, none shall be turned back by chance. */
  private static final double ALPHA = 1e-9;

  private static final long STAGE_MS = Duration.ofHours(12).toMillis();
  private static final long NEVER_MS = Duration.ofDays(1).toMillis();

  private final String name;
  private final boolean idle;
  private final List<LoadedNode> nodes;
  private Optional<RouteTable> table = Optional.empty();

  /**
   * @param idle whether its nodes leave as soon as it is under way
   */
  LoadedModel(String name, int nodeCount, boolean idle) {
    this.name = name;
    this.idle = idle;
    this.nodes =
        IntStream.range(0, nodeCount).mapToObj(i -> new LoadedNode(name, "node-" + i)).toList();
  }

  String name() {
    return name;
  }

  boolean isIdle() {
    return idle;
  }

  List<LoadedNode> nodes() {
    return nodes;
  }

  void take(RouteTable newest) {
    table = Optional.of(newest);
  }

  /** The newest; empty before the first. */
  Optional<RouteTable> table() {
    return table;
  }

  /** Whether the candidate gets its share. */
  boolean isUnderWay() {
    return table
        .filter(known -> known.getVersions().stream().anyMatch(v -> v.getWeight() == WEIGHT))
        .isPresent();
  }

  RolloutCommand start() {
    return new RolloutCommand(
        "start-" + name,
        name,
        name + "-v2",
        "bench/metrics",
        null,
        new StartRollout(spec(), false));
  }

  private RolloutSpec spec() {
    AnalysisSpec analysis =
        AnalysisSpec.newBuilder()
            .setMetrics(List.of(metric("latency"), metric(SECOND), metric(THIRD)))
            .setAlpha(ALPHA)
            .setWarmUpMs(5_000)
            .setStaleMs(idle ? NEVER_MS : 15_000)
            .setLivenessMs(idle ? NEVER_MS : 60_000)
            .build();
    return new RolloutSpec(
        new VersionRef("v1", null),
        new VersionRef("v2", null),
        new CanaryStrategy(null, List.of(new CanaryStage(WEIGHT, STAGE_MS)), NEVER_MS),
        analysis,
        new Stickiness(StickinessKind.NONE, null),
        NEVER_MS,
        Map.of());
  }

  private static DistributionMetric metric(String histogram) {
    return DistributionMetric.newBuilder()
        .setName(histogram)
        .setHistogram(histogram)
        .setGates(List.of(new QuantileGate(0.95, 0.1, null)))
        .build();
  }
}
