package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bridge.Bridge;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionRoute;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.FakePrometheus;
import dev.turnout.testing.RealPrometheus;
import dev.turnout.testing.Scraped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus has scraped becomes metric reports, and rollouts are decided on it. */
class PrometheusBridgeIT extends OnTheBus {
  @TempDir Path folder;

  private final Map<String, Long> counters = new TreeMap<>();

  @BeforeEach
  void createTopics() {
    try (Admin admin = bus.admin()) {
      new TopicsAdmin(admin, bus.topics(), TopicSettings.singleBroker().withPartitions(2))
          .with(Set.of(Topic.BRIDGE_STATE))
          .create();
    }
  }

  @Test
  void shouldJudgeByARealPrometheus() throws IOException {
    Optional<Path> program = RealPrometheus.program();
    if (program.isPresent()) {
      try (Scraped prometheus = RealPrometheus.start(program.get(), folder)) {
        judge(prometheus);
      }
    }
  }

  @Test
  void shouldJudgeByWhatSpeaksItsApi() {
    try (Scraped prometheus = new FakePrometheus()) {
      judge(prometheus);
    }
  }

  @Test
  void shouldReportNothingWhileItIsAwayAndEverythingOnceAfterARestart() {
    // given
    try (FakePrometheus prometheus = new FakePrometheus();
        Orchestrator orchestrator = ready(config("away"))) {
      FakeFleet fleet = new FakeFleet(bus, client, "away", "node-1").withoutMetrics();
      fleet.round();
      client.send(bus.topics().commands(), "away", Commands.canary("away", 0.5));
      play(fleet, () -> fleet.table().isPresent());
      prometheus.set(series("away", "v1", "200"), 1_000);
      try (Bridge bridge = bridge(prometheus)) {
        until(() -> bridge.unready().isEmpty() && reported("away") == 0);

        // when
        prometheus.set(series("away", "v1", "200"), 1_100);
        until(() -> reported("away") == 100);
        prometheus.away(true);
        until(() -> !bridge.unready().isEmpty());
        assertThat(bridge.unready().get(0))
            .isEqualTo("prometheus: Expected 200 from Prometheus, but got 503");
        prometheus.set(series("away", "v1", "200"), 1_150);
      }
      // Its server restarts while nobody looks.
      prometheus.set(series("away", "v1", "200"), 7);
      prometheus.away(false);

      // then
      try (Bridge bridge = bridge(prometheus)) {
        until(() -> reported("away") == 157);
        prometheus.set(series("away", "v1", "503"), 3);
        until(() -> reported("away") == 160);
        assertThat(bridge.unready()).isEmpty();
        assertThat(orchestrator.unready()).isEmpty();
      }
    }
  }

  private void judge(Scraped prometheus) {
    try (Orchestrator orchestrator = ready(config("prometheus"));
        Bridge bridge = bridge(prometheus)) {
      List<FakeFleet> fleets = new ArrayList<>();
      for (String model : List.of("good", "failing")) {
        FakeFleet fleet = new FakeFleet(bus, client, model, "node-1", "node-2").withoutMetrics();
        fleet.round();
        client.send(bus.topics().commands(), model, Commands.canary(model, 0.5));
        fleets.add(fleet);
      }
      until(
          () -> {
            fleets.forEach(FakeFleet::round);
            fleets.forEach(fleet -> serve(fleet, prometheus));
            return !outcome("good").equals("none") && !outcome("failing").equals("none");
          });
      assertThat(outcome("good")).isEqualTo("PROMOTED");
      assertThat(outcome("failing")).isEqualTo("ROLLED_BACK");
      assertThat(bridge.unready()).isEmpty();
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private void serve(FakeFleet fleet, Scraped prometheus) {
    Optional<RouteTable> table = fleet.table();
    table.ifPresent(
        routes -> {
          for (VersionRoute route : routes.getVersions()) {
            long requests = Math.round(500 * route.getWeight());
            boolean bad = routes.getModel().equals("failing") && route.getVersion().equals("v2");
            long failed = bad ? requests / 5 : 0;
            add(
                prometheus,
                series(routes.getModel(), route.getVersion(), "200"),
                requests - failed);
            add(prometheus, series(routes.getModel(), route.getVersion(), "503"), failed);
          }
        });
  }

  private void add(Scraped prometheus, String series, long more) {
    prometheus.set(series, counters.merge(series, more, Long::sum));
  }

  private static String series(String model, String version, String code) {
    return "http_requests_total{app=\"%s\",code=\"%s\",pod=\"p\",version=\"%s\"}"
        .formatted(model, code, version);
  }

  private void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(condition::getAsBoolean);
  }

  /** Requests of the newest report; -1 if there is none. */
  private long reported(String model) {
    return client.read(bus.topics().metrics(), MetricReport.class).stream()
        .filter(report -> report.getModel().equals(model))
        .map(report -> report.getVersions().stream().mapToLong(VersionMetrics::getRequests).sum())
        .reduce((first, second) -> second)
        .orElse(-1L);
  }

  private Bridge bridge(Scraped prometheus) {
    return Bridge.start(
        BridgeConfig.parse(
            """
            name: prom
            kafka: {bootstrap.servers: "BOOTSTRAP", schema.registry.url: "REGISTRY"}
            topicPrefix: PREFIX
            admin: 127.0.0.1:0
            prometheus:
              url: URL
              interval: 1s
              queries:
                - query: http_requests_total{app="{{model}}",version="{{version}}"}
                  counts: [requests]
                  bad: {code: "5*"}
            """
                .replace("BOOTSTRAP", bus.bootstrapServers())
                .replace("REGISTRY", bus.registryUrl())
                .replace("PREFIX", bus.topics().prefix())
                .replace("URL", prometheus.url()),
            "bridge.yaml"));
  }
}
