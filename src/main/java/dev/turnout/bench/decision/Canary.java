package dev.turnout.bench.decision;

import dev.turnout.events.AgentReport;
import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RouteTable;
import dev.turnout.events.SmokeTestResult;
import dev.turnout.events.StartRollout;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionRef;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A canary of a model at half of the traffic, and one reporter of its numbers. Safe for all
 * threads.
 */
final class Canary {
  private static final double WEIGHT = 0.5;
  private static final double LIMIT = 0.05;
  private static final long LONG_MS = Duration.ofHours(12).toMillis();
  private static final int REQUESTS = 1_000;

  private final String model;
  private final String reporter;
  private String boot = "boot-0";
  private Optional<RouteTable> table = Optional.empty();
  private long heartbeats;
  private long reports;
  private long requests;
  private long errors;
  private int attempts;

  Canary(String model, String reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  String model() {
    return model;
  }

  /** The command that starts the next attempt. */
  synchronized RolloutCommand start() {
    attempts++;
    boot = "boot-" + attempts;
    reports = 0;
    requests = 0;
    errors = 0;
    return new RolloutCommand(
        "start-%s-%d".formatted(model, attempts),
        model,
        "%s-%d".formatted(model, attempts),
        "bench/decision",
        null,
        new StartRollout(spec(), false));
  }

  synchronized void take(RouteTable newest) {
    table = Optional.of(newest);
  }

  /** Epoch of the newest table, 0 before the first. */
  synchronized long epoch() {
    return table.map(RouteTable::getEpoch).orElse(0L);
  }

  /** Whether a table gives the candidate its share. */
  static boolean isUnderWay(RouteTable table) {
    return table.getVersions().stream().anyMatch(version -> version.getWeight() == WEIGHT);
  }

  /** What a node says that does at once what the newest table says. */
  synchronized AgentReport heartbeat() {
    List<VersionStatus> ready =
        table.map(RouteTable::getVersions).orElse(List.of()).stream()
            .map(route -> new VersionStatus(route.getVersion(), VersionState.READY, null))
            .toList();
    List<SmokeTestResult> passed =
        table.map(RouteTable::getSmokeTests).orElse(List.of()).stream()
            .map(order -> new SmokeTestResult(order.getTestId(), true, null))
            .toList();
    return new AgentReport(
        model, reporter, "boot", ++heartbeats, 0L, epoch(), false, null, ready, passed, Map.of());
  }

  /** All is well with both versions. */
  synchronized MetricReport good() {
    requests += REQUESTS;
    return report();
  }

  /** The candidate fails far more often than it may. */
  synchronized MetricReport bad() {
    requests += REQUESTS;
    errors += REQUESTS;
    return report();
  }

  private MetricReport report() {
    return new MetricReport(
        model,
        reporter,
        boot,
        ++reports,
        0L,
        List.of(
            new VersionMetrics("v1", requests, 0L, null, List.of(), List.of()),
            new VersionMetrics("v2", requests, errors, null, List.of(), List.of())));
  }

  private static RolloutSpec spec() {
    AnalysisSpec analysis =
        AnalysisSpec.newBuilder()
            .setWarmUpMs(0)
            .setWarmUpRequests(0)
            .setMetrics(
                List.of(
                    RateMetric.newBuilder()
                        .setName("errors")
                        .setKind(RateKind.ERRORS)
                        .setMargin(0.01)
                        .setLimit(LIMIT)
                        .build()))
            .build();
    return new RolloutSpec(
        new VersionRef("v1", null),
        new VersionRef("v2", null),
        new CanaryStrategy(null, List.of(new CanaryStage(WEIGHT, LONG_MS)), LONG_MS),
        analysis,
        new Stickiness(StickinessKind.NONE, null),
        LONG_MS,
        Map.of());
  }
}
