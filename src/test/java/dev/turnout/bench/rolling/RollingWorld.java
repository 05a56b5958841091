package dev.turnout.bench.rolling;

import dev.turnout.agents.router.DataPlane;
import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.chance.Drift;
import dev.turnout.bench.world.Histogram;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.LatencyModel;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.AgentReported;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.CommandReceived;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.MetricsReported;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutPaused;
import dev.turnout.orchestrator.rollout.StartRollout;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.telemetry.MetricReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A rolling rollout on nodes that differ in speed for ever, after a quarter of an hour in which all
 * carried the old version; all latencies drift together. The heart decides, nodes obey at once.
 */
final class RollingWorld {
  /** What an agent of today says that it can do. */
  private static final Labels ABLE = Labels.of(DataPlane.label(DataPlane.PROXY.capabilities()));

  private static final ModelName FRAUD = new ModelName("fraud");
  private static final Version V1 = new Version("v1");
  private static final Version V2 = new Version("v2");
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final double ERROR_RATE = 0.002;
  private static final double DRIFT = 0.08;
  private static final Duration PAST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(4);

  private final Setting setting;
  private final Chance chance;
  private final Drift drift;
  private final ModelProcessor processor = new ModelProcessor(FRAUD);
  private final List<Node> nodes = new ArrayList<>();
  private final LatencyModel usual = new LatencyModel(LatencyChange.NONE);
  private final LatencyModel changed;
  private final List<Entry> journal = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int commands;

  /**
   * A fleet and a candidate.
   *
   * @param nodes how many, a count
   * @param requestsPerSecond of each node
   * @param spread by how much nodes differ in speed: standard deviation of the logarithm
   * @param errors the candidate's share of failed requests, as a multiple of the old version's
   * @param change what the candidate does to latencies
   */
  record Setting(
      int nodes,
      double requestsPerSecond,
      double spread,
      double errors,
      LatencyChange change,
      NodeLimit maxUnavailable,
      AnalysisSpec analysis) {}

  /**
   * What came of it.
   *
   * @param how the outcome, or {@code Paused}
   * @param took from the first batch to the end
   * @param switched how many nodes had the candidate at most, a count
   */
  record Result(String how, Duration took, int switched) {}

  private static final class Node {
    private final NodeName name;
    private final double logSpeed;
    private final Map<Version, Long> requests = new HashMap<>();
    private final Map<Version, Long> errors = new HashMap<>();
    private final Map<Version, Histogram> latencies = new HashMap<>();
    private long sequence;

    Node(String name, double logSpeed) {
      this.name = new NodeName(name);
      this.logSpeed = logSpeed;
    }
  }

  RollingWorld(Setting setting, long seed) {
    this.setting = setting;
    this.chance = new Chance(seed);
    this.drift = new Drift(chance, 300);
    this.changed = new LatencyModel(setting.change());
    for (int i = 1; i <= setting.nodes(); i++) {
      nodes.add(new Node("node-%02d".formatted(i), setting.spread() * chance.normal()));
    }
  }

  Result run() {
    obey();
    start("fraud-v1", RolloutSpec.of(VersionRef.of("v1"), atOnce(), Optional.empty()));
    pass(PAST);
    start(
        "fraud-v2",
        RolloutSpec.of(VersionRef.of("v2"), rolling(), Optional.of(setting.analysis())));
    Instant end = now.plus(LONGEST);
    int begun = journal.size();
    while (now.isBefore(end) && over(begun).isEmpty()) {
      pass(STEP);
    }
    List<Entry> batches =
        journal.stream().filter(entry -> entry.event() instanceof NodesSwitched).toList();
    int switched =
        batches.stream()
            .mapToInt(entry -> ((NodesSwitched) entry.event()).switched())
            .max()
            .orElse(0);
    return new Result(
        over(begun).orElse("Running"), Duration.between(batches.get(0).at(), now), switched);
  }

  private Optional<String> over(int begun) {
    return journal.subList(begun, journal.size()).stream()
        .map(Entry::event)
        .flatMap(
            event ->
                event instanceof RolloutEnded ended
                    ? Optional.of(ended.outcome().name()).stream()
                    : Optional.of("Paused").filter(word -> event instanceof RolloutPaused).stream())
        .findFirst();
  }

  private BlueGreenStrategy atOnce() {
    return new BlueGreenStrategy(Optional.empty(), Optional.empty(), false, Duration.ZERO);
  }

  private RollingStrategy rolling() {
    return new RollingStrategy(
        Optional.empty(),
        setting.maxUnavailable(),
        Labels.NONE,
        List.of(),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10));
  }

  private void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(STEP);
      drift.advance(STEP.toSeconds());
      nodes.forEach(this::serve);
      obey();
    }
  }

  private void serve(Node node) {
    processor.routeTable().filter(RouteTable::serves).ifPresent(table -> serve(node, table));
  }

  private void serve(Node node, RouteTable table) {
    boolean candidate = table.weightOf(V2, node.name.value()).isFull();
    Version version = candidate ? V2 : V1;
    long count = chance.poisson(setting.requestsPerSecond() * STEP.toSeconds());
    double rate = ERROR_RATE * (candidate ? setting.errors() : 1);
    node.requests.merge(version, count, Long::sum);
    node.errors.merge(version, chance.binomial(count, rate), Long::sum);
    Histogram latency = node.latencies.computeIfAbsent(version, v -> new Histogram());
    (candidate ? changed : usual)
        .at(DRIFT * drift.value() + node.logSpeed)
        .draw(chance, count, (bin, n) -> latency.add(Histogram.FIRST + bin, n));
    node.sequence++;
    TreeMap<Version, Counts> versions = new TreeMap<>();
    node.requests.forEach(
        (served, n) ->
            versions.put(
                served,
                new Counts(
                    n,
                    node.errors.getOrDefault(served, 0L),
                    node.latencies.getOrDefault(served, new Histogram()).toMap(),
                    new TreeMap<>())));
    give(
        new MetricsReported(
            new MetricReport(FRAUD, node.name, "boot", node.sequence, versions), now));
  }

  /** Every node has the newest table in force, and all its versions ready. */
  private void obey() {
    long before;
    do {
      before = processor.model().epoch();
      for (Node node : nodes) {
        Optional<RouteTable> table = processor.routeTable();
        TreeMap<Version, VersionStatus> versions = new TreeMap<>();
        table.stream()
            .flatMap(known -> known.versions().stream())
            .forEach(
                route ->
                    versions.put(
                        route.ref().version(),
                        new VersionStatus(VersionState.READY, Optional.empty())));
        node.sequence++;
        give(
            new AgentReported(
                new AgentReport(
                    FRAUD,
                    node.name,
                    "boot",
                    node.sequence,
                    table.map(RouteTable::epoch).orElse(0L),
                    false,
                    Optional.empty(),
                    versions,
                    List.of(),
                    ABLE),
                now));
      }
    } while (processor.model().epoch() > before);
  }

  private void start(String name, RolloutSpec spec) {
    commands++;
    CommandHeader header =
        new CommandHeader(
            new CommandId("command-" + commands),
            FRAUD,
            Optional.of(new RolloutName(name)),
            new Actor("jane"),
            Optional.empty());
    give(new CommandReceived(new StartRollout(header, spec, false), now));
    obey();
  }

  private void give(Input input) {
    journal.addAll(processor.process(input));
  }
}
