package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static dev.turnout.it.AgentRig.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnout.agents.agent.Agent;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.events.AgentReport;
import dev.turnout.events.MetricReport;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Bootstrap;
import dev.turnout.testing.KafkaBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes away, and nobody who asks a model notices. */
@ExtendWith(KafkaBroker.class)
class AgentWithoutKafkaIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final EmbeddedRegistry registry = EmbeddedRegistry.start();
  @TempDir private Path directory;

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  @Test
  void shouldGoOnWithoutKafkaAlsoAfterARestartAndComeBack(@Bootstrap(nodes = 1) EmbeddedKafka kafka)
      throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
    createTopics(config);
    try (AgentRig rig = new AgentRig(config, Topics.standard(), directory)) {
      // given
      Agent before = rig.start("node-1");
      rig.publish(table(1, 1.0));
      awaitEpoch(before, 1);

      // when
      kafka.stopNode(1);

      // then it goes on
      IntStream.range(0, 50)
          .forEach(user -> assertThat(rig.ask(before, "user-" + user)).isEqualTo("v2"));

      // and says what is wrong, without being taken out of service
      await().atMost(LIMIT).until(() -> before.warnings().toString().contains("Kafka has not"));
      assertThat(before.unready()).isEmpty();
      assertThat(health(before)).startsWith("ok\nwarning: Kafka has not answered for ");
      before.close();

      // and after a restart
      Agent after = rig.start("node-1");
      assertThat(after.awaitReady(LIMIT)).isTrue();
      assertThat(after.states().get(MODEL).epochInForce()).isEqualTo(1);
      assertThat(rig.ask(after, "user-1")).isEqualTo("v2");
      assertThat(after.awaitConnected(Duration.ofMillis(100))).isFalse();

      // and it hears of new tables as soon as Kafka is back
      kafka.startNode(1);
      rig.publish(table(2, 0));
      awaitEpoch(after, 2);
      assertThat(rig.ask(after, "user-1")).isEqualTo("v1");
      assertThat(after.warnings()).isEmpty();
      awaitWholeReports(rig);
    }
  }

  @Test
  void shouldNotBeReadyWithoutKafkaAndWithoutAStoredTable(@Bootstrap(nodes = 1) EmbeddedKafka kafka)
      throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
    try (AgentRig rig = new AgentRig(config, Topics.standard(), directory)) {
      // given
      kafka.stopNode(1);

      // when
      Agent agent = rig.start("node-1");

      // then
      assertThat(agent.awaitReady(Duration.ofSeconds(1))).isFalse();
      assertThat(agent.unready())
          .containsExactly("model fraud: no table yet, and Kafka is not read");
      kafka.startNode(1);
      createTopics(config);
      assertThat(agent.awaitReady(LIMIT)).isTrue();
    }
  }

  /** Whatever was lost meanwhile, the first report of the new boot that arrived has number 1. */
  private static void awaitWholeReports(AgentRig rig) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              List<AgentReport> states = rig.agentReports();
              String boot = states.get(states.size() - 1).getBootId();
              List<MetricReport> metrics =
                  rig.metricReports().stream()
                      .filter(report -> report.getBootId().equals(boot))
                      .toList();
              assertThat(metrics).isNotEmpty();
              assertThat(metrics.get(0).getSequence()).isEqualTo(1);
            });
  }

  private static String health(Agent agent) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/health/ready".formatted(agent.adminPort()));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void createTopics(Map<String, Object> config) {
    try (Admin admin = Admin.create(config)) {
      new TopicsAdmin(admin, Topics.standard(), TopicSettings.singleBroker().withPartitions(3))
          .create();
    }
  }

  private static void awaitEpoch(Agent agent, long epoch) {
    await().atMost(LIMIT).until(() -> agent.states().get(MODEL).epochInForce() == epoch);
  }
}
