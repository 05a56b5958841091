package dev.turnout.bench.replay;

import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.fleet.Canary;
import dev.turnout.bench.fleet.SimulatedNode;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RouteTable;
import dev.turnout.events.VersionRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A model that is rolled out again and again: every third candidate is bad. */
final class ReplayModel {
  private static final Canary CANARY =
      Canary.of(Duration.ofMinutes(2), Duration.ofMinutes(4), 0.1, 0.5);
  private static final int REST_SECONDS = 600;
  private static final int BAD_ONE_IN = 3;

  private final String name;
  private final List<SimulatedNode> nodes = new ArrayList<>();
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
      nodes.add(new SimulatedNode(name, "node-" + i, chance));
    }
  }

  String name() {
    return name;
  }

  List<SimulatedNode> nodes() {
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
    return Optional.of(CANARY.start("bench/replay", name, stable, candidate));
  }

  private String stable() {
    return table
        .flatMap(
            known ->
                known.getVersions().stream().max(Comparator.comparing(VersionRoute::getWeight)))
        .map(VersionRoute::getVersion)
        .orElse("v1");
  }
}
