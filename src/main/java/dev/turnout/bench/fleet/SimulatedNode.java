package dev.turnout.bench.fleet;

import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.LatencyModel;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node that does at once what it is told, serves requests and reports every second. */
public final class SimulatedNode {
  private static final double REQUESTS_PER_SECOND = 60;
  private static final double USUAL_ERRORS = 0.001;
  private static final double BAD_ERRORS = 0.05;
  private static final LatencyModel LATENCIES = new LatencyModel(LatencyChange.NONE);

  private final String model;
  private final String name;
  private final Chance chance;
  private final Map<String, Counters> versions = new TreeMap<>();
  private long sequence;

  /** What one version did since the start. */
  private static final class Counters {
    private long requests;
    private long errors;
    private long sumMicros;
    private final TreeMap<Integer, Long> bins = new TreeMap<>();
  }

  public SimulatedNode(String model, String name, Chance chance) {
    this.model = model;
    this.name = name;
    this.chance = chance;
  }

  /** The next heartbeat; a metric report of the same second may follow. */
  public AgentReport heartbeat(Optional<RouteTable> table, Instant at) {
    sequence++;
    List<VersionStatus> ready = new ArrayList<>();
    List<SmokeTestResult> passed = new ArrayList<>();
    table.ifPresent(
        known -> {
          known
              .getVersions()
              .forEach(v -> ready.add(new VersionStatus(v.getVersion(), VersionState.READY, null)));
          known
              .getSmokeTests()
              .forEach(order -> passed.add(new SmokeTestResult(order.getTestId(), true, null)));
        });
    long epoch = table.map(RouteTable::getEpoch).orElse(0L);
    return new AgentReport(
        model,
        name,
        "boot-1",
        sequence,
        at.toEpochMilli(),
        epoch,
        false,
        null,
        ready,
        passed,
        Map.of());
  }

  /**
   * Serves the requests of a second and reports all so far.
   *
   * @param bad the version that fails often; empty if none does
   */
  public MetricReport report(RouteTable table, Optional<String> bad, Instant at) {
    return report(table, new Traffic(REQUESTS_PER_SECOND, bad, BAD_ERRORS), at);
  }

  /** Serves this traffic and reports all so far. */
  public MetricReport report(RouteTable table, Traffic traffic, Instant at) {
    List<VersionMetrics> all = new ArrayList<>();
    for (VersionRoute route : table.getVersions()) {
      Counters counters = versions.computeIfAbsent(route.getVersion(), v -> new Counters());
      boolean isBad = traffic.bad().filter(route.getVersion()::equals).isPresent();
      double errors = isBad ? traffic.badErrors() : USUAL_ERRORS;
      serve(counters, traffic.requests() * route.getWeight(), errors);
      all.add(metrics(route.getVersion(), counters));
    }
    return new MetricReport(model, name, "boot-1", sequence, at.toEpochMilli(), all);
  }

  private void serve(Counters counters, double mean, double errorRate) {
    long requests = chance.poisson(mean);
    long errors = chance.binomial(requests, errorRate);
    counters.requests += requests;
    counters.errors += errors;
    LATENCIES
        .at(0)
        .draw(
            chance,
            requests - errors,
            (bin, count) -> {
              counters.bins.merge(bin, count, Long::sum);
              counters.sumMicros += count * 100_000;
            });
  }

  private static VersionMetrics metrics(String version, Counters counters) {
    List<HistogramBin> bins = new ArrayList<>(counters.bins.size());
    counters.bins.forEach((bin, count) -> bins.add(new HistogramBin(bin, count)));
    return new VersionMetrics(
        version,
        counters.requests,
        counters.errors,
        new LatencyHistogram(counters.sumMicros, bins),
        List.of(),
        List.of());
  }
}
