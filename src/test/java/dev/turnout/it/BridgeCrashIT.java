package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.agents.testing.FreePorts;
import dev.turnout.bridge.Bridge;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.bridge.otlp.Otlp;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RolloutState;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionRef;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Answers;
import dev.turnout.testing.DiesAt;
import dev.turnout.testing.FakePrometheus;
import dev.turnout.testing.MainProcess;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge in a process of its own, killed while it counts, beside one that lives on. */
class BridgeCrashIT extends OnTheBus {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final int admin = FreePorts.take();
  private final BusClock clock = new BusClock();
  private long scraped;
  private long unseen;

  @BeforeEach
  void createTopics() throws Exception {
    try (Admin client = bus.admin()) {
      new TopicsAdmin(client, bus.topics(), TopicSettings.singleBroker().withPartitions(2))
          .with(Set.of(Topic.BRIDGE_STATE))
          .create();
      client.createTopics(List.of(new NewTopic(topic(), 3, (short) 1))).all().get();
    }
  }

  @Test
  void shouldCountLikeOneThatNeverDiedWhereverItIsKilled() throws Exception {
    // given: one bridge lives, the other dies after it has read, and in the middle of a transaction
    client.send(bus.topics().rollouts(), "scraped", live("scraped"));
    Deque<Map<String, String>> lives =
        new ArrayDeque<>(
            List.of(
                DiesAt.when("read", topic(), 9),
                DiesAt.when("written", bus.topics().metrics(), 3),
                Map.of()));
    try (FakePrometheus prometheus = new FakePrometheus();
        Bridge steady = Bridge.start(BridgeConfig.parse(text("steady", prometheus), "b.yaml"));
        MainProcess mortal =
            new MainProcess(folder.resolve("bridge.log"), "bridge", "-c", file().toString())) {
      prometheus.set(series("200"), 0);
      begin(mortal, prometheus, lives.removeFirst());
      until(() -> steady.unready().isEmpty() && isReady());
      until(() -> totals("mortal", "scraped").equals("0/0/0"));
      until(() -> totals("steady", "scraped").equals("0/0/0"));

      // when: series go on and start anew, and one begins while the bridge is dead
      int round = 0;
      while (!lives.isEmpty() || !isReady()) {
        serve(prometheus, ++round);
        if (!mortal.isAlive()) {
          unseen += 10;
          prometheus.set(series("503-" + round), 10);
          begin(mortal, prometheus, lives.removeFirst());
        }
      }
      for (int end = round + 100; round < end; ) {
        serve(prometheus, ++round);
      }
      mortal.kill();
      begin(mortal, prometheus, Map.of());

      // then
      String counted = "%d/%d/%d".formatted(10 * round, round, 10 * round);
      String known = "%d/0/0".formatted(scraped + unseen);
      until(() -> totals("steady", "fraud").equals(counted));
      until(() -> totals("mortal", "fraud").equals(counted));
      until(() -> totals("steady", "scraped").equals(known));
      until(() -> totals("mortal", "scraped").equals(known));
      for (String model : List.of("fraud", "scraped")) {
        List<MetricReport> reports = reports("mortal", model);
        assertThat(reports.stream().map(MetricReport::getBootId).distinct()).hasSize(1);
        assertThat(reports.stream().map(MetricReport::getSequence))
            .isEqualTo(LongStream.rangeClosed(1, reports.size()).boxed().toList());
      }
    }
  }

  private void begin(MainProcess bridge, FakePrometheus prometheus, Map<String, String> dies)
      throws IOException {
    Files.writeString(file(), text("mortal", prometheus, dies));
    bridge.start();
  }

  /**
   * Ten answers more, one of them bad; two kinds of histograms count their latencies in turn. Each
   * hundredth round the server starts anew.
   */
  private void serve(FakePrometheus prometheus, int round) throws InterruptedException {
    if (round % 100 == 0) {
      // Longer than records of two partitions can overtake each other.
      Thread.sleep(1_000);
      clock.restart();
    }
    clock.tick();
    Metric latency =
        round % 2 == 0
            ? Otlp.exponential(
                "fine", Otlp.DELTA, Map.of(), clock.step(), 3, -8, List.of(2L, 6L, 2L))
            : Otlp.histogram(
                "coarse", Otlp.DELTA, Map.of(), clock.step(), List.of(0.1), List.of(5L, 5L));
    byte[] record =
        Otlp.record(
            Map.of("ml.model", "fraud", "service.version", "v1"),
            Otlp.sum("answers", Otlp.CUMULATIVE, Map.of(), clock.whole(), 10 * clock.ticks),
            Otlp.sum("bad", Otlp.DELTA, Map.of(), clock.step(), 1),
            latency);
    client.sendBytes(topic(), ("round" + round).getBytes(UTF_8), record);
    scraped += 7;
    prometheus.set(series("200"), scraped);
    Thread.sleep(15);
  }

  /** The time of the data points, in nanoseconds since 1970: a second each round. */
  private static final class BusClock {
    private static final long SECOND = 1_000_000_000L;

    private long now = System.currentTimeMillis() * 1_000_000 + 60 * SECOND;
    private long began = now;
    private long ticks;

    void restart() {
      began = now + SECOND / 2;
      ticks = 0;
    }

    void tick() {
      now += SECOND;
      ticks++;
    }

    /** Since the start. */
    long[] whole() {
      return new long[] {began, now};
    }

    /** Since the tick before. */
    long[] step() {
      return new long[] {now - SECOND, now};
    }
  }

  private static RolloutState live(String model) {
    return RolloutState.newBuilder()
        .setModel(model)
        .setAtMs(1)
        .setJournalSequence(1)
        .setEpoch(1)
        .setStable(new VersionRef("v1", null))
        .setConsumed(new ConsumedOffsets(1L, 1L, 1L))
        .setSnapshotVersion(1)
        .setSnapshot(ByteBuffer.allocate(0))
        .build();
  }

  private static String series(String code) {
    return "served_total{app=\"scraped\",code=\"%s\",version=\"v1\"}".formatted(code);
  }

  private List<MetricReport> reports(String bridge, String model) {
    return client.read(bus.topics().metrics(), MetricReport.class).stream()
        .filter(report -> report.getNode().equals(bridge) && report.getModel().equals(model))
        .toList();
  }

  /** Requests, errors and latencies of a bridge's newest report; empty if there is none. */
  private String totals(String bridge, String model) {
    return reports(bridge, model).stream()
        .reduce((first, second) -> second)
        .map(MetricReport::getVersions)
        .map(
            versions ->
                "%d/%d/%d"
                    .formatted(
                        versions.stream().mapToLong(VersionMetrics::getRequests).sum(),
                        versions.stream().mapToLong(VersionMetrics::getErrors).sum(),
                        versions.stream().mapToLong(BridgeCrashIT::latencies).sum()))
        .orElse("");
  }

  private static long latencies(VersionMetrics version) {
    return Optional.ofNullable(version.getLatency())
        .map(histogram -> histogram.getBins().stream().mapToLong(HistogramBin::getCount).sum())
        .orElse(0L);
  }

  private boolean isReady() {
    return Answers.status(admin, "/health/ready") == 200;
  }

  private Path file() {
    return folder.resolve("bridge.yaml");
  }

  private String topic() {
    return bus.topics().prefix() + "-otlp";
  }

  private String text(String name, FakePrometheus prometheus) throws IOException {
    return text(name, prometheus, Map.of()).replace(":" + admin, ":0");
  }

  private String text(String name, FakePrometheus prometheus, Map<String, String> more)
      throws IOException {
    Map<String, String> kafka = new TreeMap<>(more);
    kafka.put("bootstrap.servers", bus.bootstrapServers());
    kafka.put("schema.registry.url", bus.registryUrl());
    return """
        name: NAME
        kafka: KAFKA
        topicPrefix: PREFIX
        admin: 127.0.0.1:ADMIN
        otlp:
          topic: TOPIC
          rules:
            - {metric: answers, model: fraud, version: v1, counts: [requests]}
            - {metric: bad, model: fraud, version: v1, counts: [errors]}
            - {metric: fine, model: fraud, version: v1, counts: [latency]}
            - {metric: coarse, model: fraud, version: v1, counts: [latency]}
        prometheus:
          url: URL
          interval: 1s
          queries:
            - query: served_total{app="{{model}}",version="{{version}}"}
              counts: [requests]
        """
        .replace("NAME", name)
        .replace("KAFKA", JSON.writeValueAsString(kafka))
        .replace("PREFIX", bus.topics().prefix())
        .replace("ADMIN", Integer.toString(admin))
        .replace("TOPIC", topic())
        .replace("URL", prometheus.url());
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(condition::getAsBoolean);
  }
}
