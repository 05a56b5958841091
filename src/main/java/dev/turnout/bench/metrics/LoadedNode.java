package dev.turnout.bench.metrics;

import dev.turnout.bench.chance.Chance;
import dev.turnout.events.AgentReport;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.NamedHistogram;
import dev.turnout.events.RouteTable;
import dev.turnout.events.SmokeTestResult;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A node that does at once what it is told, and reports three histograms of each version. */
final class LoadedNode {
  private static final int REQUESTS_PER_SECOND = 100;
  private static final String BOOT = "boot-1";

  private final String model;
  private final String name;
  private final Map<String, List<Traffic>> versions = new TreeMap<>();
  private long heartbeats;
  private long reports;
  private long served = MetricsScale.BINS;

  LoadedNode(String model, String name) {
    this.model = model;
    this.name = name;
  }

  /**
   * The next heartbeat.
   *
   * @param table which the node has in force; empty for none
   * @param leaving whether the node is going to stop
   */
  AgentReport heartbeat(Optional<RouteTable> table, boolean leaving, Instant at) {
    List<VersionStatus> ready =
        table.map(RouteTable::getVersions).orElse(List.of()).stream()
            .map(route -> new VersionStatus(route.getVersion(), VersionState.READY, null))
            .toList();
    List<SmokeTestResult> passed =
        table.map(RouteTable::getSmokeTests).orElse(List.of()).stream()
            .map(order -> new SmokeTestResult(order.getTestId(), true, null))
            .toList();
    return new AgentReport(
        model,
        name,
        BOOT,
        ++heartbeats,
        at.toEpochMilli(),
        table.map(RouteTable::getEpoch).orElse(0L),
        leaving,
        null,
        ready,
        passed,
        Map.of());
  }

  /** Serves the requests of a second and reports all so far. */
  MetricReport report(RouteTable table, Chance chance, Instant at) {
    served += REQUESTS_PER_SECOND;
    List<VersionMetrics> all =
        table.getVersions().stream().map(route -> metrics(route.getVersion(), chance)).toList();
    return new MetricReport(model, name, BOOT, ++reports, at.toEpochMilli(), all);
  }

  private VersionMetrics metrics(String version, Chance chance) {
    List<Traffic> values =
        versions.computeIfAbsent(
            version, any -> Stream.generate(Traffic::new).limit(LoadedModel.VALUES).toList());
    values.forEach(value -> value.serve(REQUESTS_PER_SECOND, chance));
    return new VersionMetrics(
        version,
        served,
        0L,
        new LatencyHistogram(values.get(0).sumMicros(), values.get(0).bins()),
        List.of(),
        List.of(
            new NamedHistogram(LoadedModel.SECOND, values.get(1).bins()),
            new NamedHistogram(LoadedModel.THIRD, values.get(2).bins())));
  }
}
