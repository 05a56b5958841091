package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.plan.Capability;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.telemetry.MetricReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node as the heart sees it: what it says when it is asked to. */
final class FakeNode {
  private final ModelName model;
  private final NodeName name;
  private final SortedMap<Version, VersionStatus> versions = new TreeMap<>();
  private final List<SmokeTestResult> results = new ArrayList<>();
  private final SortedMap<Version, Counts> counters = new TreeMap<>();
  private Labels labels = Labels.NONE;
  private int boot = 1;
  private long agentSequence;
  private long metricSequence;
  private long epoch;

  FakeNode(ModelName model, String name) {
    this.model = model;
    this.name = new NodeName(name);
  }

  NodeName name() {
    return name;
  }

  /** Its agent is one of today's. */
  void update() {
    label(
        "turnout.dev/data-plane-can",
        Stream.of(Capability.values()).map(Enum::name).collect(Collectors.joining("/")));
  }

  void label(String key, String value) {
    SortedMap<String, String> more = new TreeMap<>(labels.values());
    more.put(key, value);
    labels = new Labels(more);
  }

  /** Puts a table in force, has all its versions ready, and passes its smoke tests. */
  void converge(RouteTable table) {
    acknowledge(table);
    table.versions().forEach(route -> say(route.ref().version().value(), VersionState.READY));
    table.smokeTests().forEach(order -> finish(order.testId(), true));
  }

  /** Puts a table in force; versions that are not in it are gone. */
  void acknowledge(RouteTable table) {
    epoch = table.epoch();
    versions
        .keySet()
        .removeIf(
            version -> table.versions().stream().noneMatch(r -> r.ref().version().equals(version)));
  }

  void claimEpoch(long claimed) {
    epoch = claimed;
  }

  void say(String version, VersionState state) {
    Optional<String> reason =
        state == VersionState.FAILED ? Optional.of("exit code 137") : Optional.empty();
    versions.put(new Version(version), new VersionStatus(state, reason));
  }

  void finish(String testId, boolean passed) {
    results.removeIf(result -> result.testId().equals(testId));
    Optional<String> reason = passed ? Optional.empty() : Optional.of("expected 200, but got 500");
    results.add(new SmokeTestResult(testId, passed, reason));
  }

  void serve(String version, long requests, long errors) {
    add(version, Counts.ofRequests(requests, errors));
  }

  /** Copies whose answers were compared with those of the requests. */
  void compare(String version, long copies, long disagreements) {
    if (copies > 0) {
      add(version, Counts.ofScore("disagreements", copies, disagreements));
    }
  }

  private void add(String version, Counts more) {
    counters.merge(new Version(version), more, FakeNode::sum);
  }

  private static Counts sum(Counts a, Counts b) {
    SortedMap<String, ScoreCounts> scores = new TreeMap<>(a.scores());
    b.scores()
        .forEach(
            (name, more) ->
                scores.merge(
                    name,
                    more,
                    (x, y) -> new ScoreCounts(x.total() + y.total(), x.bad() + y.bad())));
    return new Counts(a.requests() + b.requests(), a.errors() + b.errors(), Map.of(), scores);
  }

  void restart() {
    boot++;
    agentSequence = 0;
    metricSequence = 0;
    counters.clear();
  }

  AgentReport report() {
    return report(false);
  }

  AgentReport report(boolean leaving) {
    agentSequence++;
    return new AgentReport(
        model,
        name,
        "boot-" + boot,
        agentSequence,
        epoch,
        leaving,
        Optional.empty(),
        new TreeMap<>(versions),
        results,
        labels);
  }

  MetricReport metrics() {
    metricSequence++;
    return new MetricReport(
        model, name, "boot-" + boot, metricSequence, new TreeMap<>(Map.copyOf(counters)));
  }
}
