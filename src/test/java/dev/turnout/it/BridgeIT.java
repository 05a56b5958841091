package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bridge.Bridge;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.bridge.otlp.Otlp;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.QuantileGate;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RouteTable;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionRoute;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Collector's Kafka exporter writes becomes metric reports, each count once. */
class BridgeIT extends OnTheBus {
  private static final String REQUESTS = "http.server.request.duration";
  private static final long SECOND = 1_000_000_000L;

  private final Map<String, long[]> served = new TreeMap<>();
  private long time = System.currentTimeMillis() * 1_000_000;
  private long started;

  @BeforeEach
  void createTopics() throws Exception {
    try (Admin admin = bus.admin()) {
      new TopicsAdmin(admin, bus.topics(), TopicSettings.singleBroker().withPartitions(2))
          .with(Set.of(Topic.BRIDGE_STATE))
          .create();
      admin.createTopics(List.of(new NewTopic(topic(), 3, (short) 1))).all().get();
    }
  }

  @Test
  void shouldJudgeRolloutsByWhatTheCollectorMeasures() {
    // given
    try (Orchestrator orchestrator = ready(config("otlp"));
        Bridge bridge = ready(bridge("otel"))) {
      List<FakeFleet> fleets = new ArrayList<>();
      for (String model : List.of("good", "failing", "slow")) {
        FakeFleet fleet = new FakeFleet(bus, client, model, "node-1", "node-2").withoutMetrics();
        fleet.round();
        client.send(bus.topics().commands(), model, canary(model));
        fleets.add(fleet);
      }

      // when
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                fleets.forEach(FakeFleet::round);
                time += SECOND;
                fleets.forEach(this::serve);
                return List.of("good", "failing", "slow").stream()
                    .noneMatch(model -> outcome(model).equals("none"));
              });

      // then
      assertThat(outcome("good")).as(reason("good")).isEqualTo("PROMOTED");
      assertThat(outcome("failing")).as(reason("failing")).isEqualTo("ROLLED_BACK");
      assertThat(outcome("slow")).as(reason("slow")).isEqualTo("ROLLED_BACK");
      assertThat(reason("failing")).contains("failed");
      assertThat(orchestrator.unready()).isEmpty();
      assertThat(bridge.unready()).isEmpty();
    }
  }

  @Test
  void shouldCountEverythingOnceOverRestartsAndATakeOver() {
    // given
    List<Bridge> bridges = new ArrayList<>();
    try {
      bridges.add(ready(bridge("otel")));
      time = System.currentTimeMillis() * 1_000_000 + SECOND;
      started = time;
      for (int round = 1; round <= 30; round++) {
        time += SECOND;
        publish("fraud", "v1", 100, 0, List.of(100L * round, 0L, 0L));
        if (round == 10) {
          // A second one of the name takes over from the first, which is still there.
          bridges.add(ready(bridge("otel")));
        }
        if (round == 20) {
          bridges.get(1).close();
          bridges.add(ready(bridge("otel")));
        }
      }
      client.sendBytes(
          topic(),
          new byte[0],
          "{\"resourceMetrics\": []}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

      // then
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(reported("fraud", "v1")).isEqualTo(3_000));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.readRaw(bus.topics().deadLetters()).size() == 1);
      assertThat(reason(client.readRaw(bus.topics().deadLetters()).get(0)))
          .endsWith("got JSON (write encoding: otlp_proto in the Collector's Kafka exporter)");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  bridges
                      .get(0)
                      .unready()
                      .toString()
                      .contains("another bridge with the name 'otel' has taken over"));
      assertThat(bridges.get(2).scrape())
          .contains("turnout_bridge_up{source=\"otlp\"} 1.0")
          .contains("turnout_bridge_dead_letters_total{source=\"otlp\"} 1.0");
    } finally {
      bridges.forEach(Bridge::close);
    }
  }

  private static RolloutCommand canary(String model) {
    DistributionMetric latency =
        DistributionMetric.newBuilder()
            .setName("latency")
            .setGates(List.of(new QuantileGate(0.5, 0.25, null)))
            .build();
    return Commands.canary(model, List.of(Commands.errors(), latency), 0.5);
  }

  private static Bridge ready(Bridge bridge) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> bridge.unready().isEmpty());
    return bridge;
  }

  /** The requests of the last report of each boot. */
  private long reported(String model, String version) {
    Map<String, Long> boots = new TreeMap<>();
    for (MetricReport report : client.read(bus.topics().metrics(), MetricReport.class)) {
      if (report.getModel().equals(model)) {
        report.getVersions().stream()
            .filter(metrics -> metrics.getVersion().equals(version))
            .map(VersionMetrics::getRequests)
            .forEach(requests -> boots.put(report.getBootId(), requests));
      }
    }
    assertThat(boots).as("it goes on in its boot").hasSizeLessThanOrEqualTo(1);
    return boots.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Every node of the model serves its share of the requests, as the newest table says. */
  private void serve(FakeFleet fleet) {
    Optional<RouteTable> table = fleet.table();
    table.ifPresent(
        routes -> {
          for (VersionRoute route : routes.getVersions()) {
            long requests = Math.round(600 * route.getWeight());
            if (requests > 0) {
              serve(routes.getModel(), route.getVersion(), requests);
            }
          }
        });
  }

  private void serve(String model, String version, long requests) {
    long[] counts = served.computeIfAbsent(model + "/" + version, v -> new long[4]);
    boolean candidate = version.equals("v2");
    long failed = candidate && model.equals("failing") ? requests / 5 : requests / 500;
    boolean slow = candidate && model.equals("slow");
    counts[0] += slow ? requests / 10 : requests / 2;
    counts[1] += slow ? requests / 2 : requests / 3;
    counts[2] +=
        slow ? requests - requests / 10 - requests / 2 : requests - requests / 2 - requests / 3;
    counts[3] += failed;
    started = started == 0 ? time - 1 : started;
    publish(model, version, requests, counts[3], List.of(counts[0], counts[1], counts[2]));
  }

  /** Cumulative for the good answers, an increment for the failed ones, in any partition. */
  private void publish(String model, String version, long requests, long failed, List<Long> good) {
    Metric answered =
        Otlp.exponential(
            REQUESTS, Otlp.CUMULATIVE, Map.of("status", "200"), times(), 3, -32, spread(good));
    Metric broken = Otlp.sum("failures", Otlp.CUMULATIVE, Map.of(), times(), failed);
    byte[] record =
        Otlp.record(
            Map.of("ml.model", model, "service.version", version, "host.name", "node-1"),
            answered,
            broken);
    client.sendBytes(
        topic(),
        (model + requests + time).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        record);
  }

  /** Of each of the three, over eight buckets. */
  private static List<Long> spread(List<Long> counts) {
    List<Long> buckets = new ArrayList<>();
    for (long count : counts) {
      for (int i = 0; i < 8; i++) {
        buckets.add(count / 8 + (i < count % 8 ? 1 : 0));
      }
    }
    return buckets;
  }

  private long[] times() {
    return new long[] {started, time};
  }

  private Bridge bridge(String name) {
    return Bridge.start(
        BridgeConfig.parse(
            """
            name: NAME
            kafka: {bootstrap.servers: "BOOTSTRAP", schema.registry.url: "REGISTRY"}
            topicPrefix: PREFIX
            admin: 127.0.0.1:0
            otlp:
              topic: TOPIC
              rules:
                - metric: http.server.request.duration
                  model: {attribute: ml.model}
                  version: {attribute: service.version}
                  node: {attribute: host.name}
                  counts: [requests, latency]
                - metric: failures
                  model: {attribute: ml.model}
                  version: {attribute: service.version}
                  node: {attribute: host.name}
                  counts: [errors]
            """
                .replace("NAME", name)
                .replace("BOOTSTRAP", bus.bootstrapServers())
                .replace("REGISTRY", bus.registryUrl())
                .replace("PREFIX", bus.topics().prefix())
                .replace("TOPIC", topic()),
            "bridge.yaml"));
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(
        letter.headers().lastHeader("turnout.reason").value(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private String topic() {
    return bus.topics().prefix() + "-otlp";
  }

  private String reason(String model) {
    return journal(model).stream()
        .map(JournalEntry::getEvent)
        .filter(RolloutEnded.class::isInstance)
        .map(event -> String.valueOf(((RolloutEnded) event).getReason()))
        .findFirst()
        .orElse("none");
  }
}
