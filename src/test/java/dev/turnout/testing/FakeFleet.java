package dev.turnout.testing;

import dev.turnout.events.AgentReport;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import dev.turnout.events.SmokeTestResult;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionRoute;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that do at once what the newest route table says and report it, with as many requests as
 * the test asks for. They speak to the orchestrator over the bus alone.
 */
public final class FakeFleet {

  private static final int REQUESTS = 3_000;

  private final BusClient client;
  private final TestBus bus;
  private final String model;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Double> errorRates = new TreeMap<>();
  private final Map<String, Integer> latencyBins = new TreeMap<>();

  private boolean measures = true;

  private static final class Node {
    long sequence;
    long metricSequence;
    final Map<String, long[]> counters = new TreeMap<>();
  }

  public FakeFleet(TestBus bus, BusClient client, String model, String... names) {
    this.bus = bus;
    this.client = client;
    this.model = model;
    for (String name : names) {
      nodes.put(name, new Node());
    }
  }

  /** From now on this share of a version's requests fails. */
  public FakeFleet failing(String version, double share) {
    errorRates.put(version, share);
    return this;
  }

  /** From now on all requests of a version take as long as this bin says. */
  public FakeFleet answeringIn(String version, int latencyBin) {
    latencyBins.put(version, latencyBin);
    return this;
  }

  /** From now on the nodes do not measure: another one reports what their versions do. */
  public FakeFleet withoutMetrics() {
    measures = false;
    return this;
  }

  /** The newest table; empty before the first. */
  public Optional<RouteTable> table() {
    return client.read(bus.topics().routes(), RouteTable.class).stream()
        .filter(table -> table.getModel().equals(model))
        .reduce((first, second) -> second);
  }

  /** Every node applies the newest table, serves its share of a thousand requests, and reports. */
  public void round() {
    Optional<RouteTable> table = table();
    nodes.forEach(
        (name, node) -> {
          client.send(bus.topics().agents(), model, report(name, node, table));
          table
              .filter(t -> measures)
              .ifPresent(t -> client.send(bus.topics().metrics(), model, metrics(name, node, t)));
        });
  }

  private AgentReport report(String name, Node node, Optional<RouteTable> table) {
    node.sequence++;
    List<VersionStatus> versions =
        table.stream()
            .flatMap(t -> t.getVersions().stream())
            .map(route -> new VersionStatus(route.getVersion(), VersionState.READY, null))
            .toList();
    List<SmokeTestResult> results =
        table.stream()
            .flatMap(t -> t.getSmokeTests().stream())
            .map(order -> new SmokeTestResult(order.getTestId(), true, null))
            .toList();
    long epoch = table.map(RouteTable::getEpoch).orElse(0L);
    return new AgentReport(
        model, name, "boot-1", node.sequence, 0L, epoch, false, null, versions, results, Map.of());
  }

  private MetricReport metrics(String name, Node node, RouteTable table) {
    node.metricSequence++;
    for (VersionRoute route : table.getVersions()) {
      long requests = Math.round(REQUESTS * route.getWeight());
      long[] counter = node.counters.computeIfAbsent(route.getVersion(), v -> new long[2]);
      counter[0] += requests;
      counter[1] += Math.round(requests * errorRates.getOrDefault(route.getVersion(), 0.0));
    }
    List<VersionMetrics> versions =
        node.counters.entrySet().stream()
            .map(
                e ->
                    new VersionMetrics(
                        e.getKey(),
                        e.getValue()[0],
                        e.getValue()[1],
                        latency(e.getKey(), e.getValue()[0]),
                        List.of(),
                        List.of()))
            .toList();
    return new MetricReport(model, name, "boot-1", node.metricSequence, 0L, versions);
  }

  private @Nullable LatencyHistogram latency(String version, long requests) {
    Integer bin = latencyBins.get(version);
    return bin == null || requests == 0
        ? null
        : new LatencyHistogram(0L, List.of(new HistogramBin(bin, requests)));
  }
}
