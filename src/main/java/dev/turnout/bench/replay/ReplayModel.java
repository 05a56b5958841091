package dev.turnout.bench.replay;

import dev.turnout.bench.chance.Chance;
import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.QuantileGate;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RouteTable;
import dev.turnout.events.StartRollout;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import dev.turnout.events.VersionRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model that is rolled out again and again: every third candidate is bad. */
final class ReplayModel {
  private static final long STAGE_MS = 240_000;
  private static final long BAKE_MS = 120_000;
  private static final int REST_SECONDS = 600;
  private static final int BAD_ONE_IN = 3;

  private final String name;
  private final List<ReplayNode> nodes = new ArrayList<>();
  private Optional<RouteTable> table = Optional.empty();
  private Optional<String> bad = Optional.empty();
  private boolean running;
  private int next;
  private int versions = 1;

  /**
   * @param first second of the first rollout
   */
  ReplayModel(String name, int nodeCount, int first, Chance chance) {
    this.name = name;
    this.next = first;
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(new ReplayNode(name, "node-" + i, chance));
    }
  }

  String name() {
    return name;
  }

  List<ReplayNode> nodes() {
    return nodes;
  }

  Optional<RouteTable> table() {
    return table;
  }

  /** The version that fails often; empty if none does. */
  Optional<String> bad() {
    return bad;
  }

  void take(RouteTable newest) {
    table = Optional.of(newest);
  }

  void ended(int second) {
    running = false;
    next = second + REST_SECONDS;
  }

  /** The command to send in this second, if it is time for the next rollout. */
  Optional<RolloutCommand> command(int second) {
    if (running || second < next) {
      return Optional.empty();
    }
    running = true;
    String stable = stable();
    String candidate = "v" + ++versions;
    bad = versions % BAD_ONE_IN == 0 ? Optional.of(candidate) : Optional.empty();
    return Optional.of(
        new RolloutCommand(
            "start-%s-%s".formatted(name, candidate),
            name,
            name + "-" + candidate,
            "bench/replay",
            null,
            new StartRollout(spec(stable, candidate), false)));
  }

  private String stable() {
    return table
        .flatMap(
            known ->
                known.getVersions().stream().max(Comparator.comparing(VersionRoute::getWeight)))
        .map(VersionRoute::getVersion)
        .orElse("v1");
  }

  private static RolloutSpec spec(String stable, String candidate) {
    List<CanaryStage> stages =
        List.of(new CanaryStage(0.1, STAGE_MS), new CanaryStage(0.5, STAGE_MS));
    return new RolloutSpec(
        new VersionRef(stable, null),
        new VersionRef(candidate, null),
        new CanaryStrategy(null, stages, BAKE_MS),
        AnalysisSpec.newBuilder().setMetrics(metrics()).build(),
        new Stickiness(StickinessKind.NONE, null),
        3_600_000L,
        Map.of());
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
