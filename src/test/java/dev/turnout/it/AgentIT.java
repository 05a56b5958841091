package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static dev.turnout.it.AgentRig.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnout.agents.agent.Agent;
import dev.turnout.events.AgentReport;
import dev.turnout.events.MetricReport;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionState;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaBroker.class)
class AgentIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private Path directory;
  private Topics topics;
  private AgentRig rig;

  @BeforeEach
  void makeRig(TestBus bus, TestInfo test) {
    // Tables of other tests would be older or newer epochs of the same model.
    topics = new Topics(bus.topics().prefix() + "." + test.getTestMethod().orElseThrow().getName());
    new TestBus(bus.bootstrapServers(), bus.registryUrl(), topics).createTopics(3);
    rig = new AgentRig(bus.config(), topics, directory);
  }

  @AfterEach
  void closeRig() {
    rig.close();
  }

  @Test
  void shouldRouteAsThePublishedTableSaysAndAcknowledgeIt() throws Exception {
    // given
    Agent agent = rig.start("node-1");
    assertThat(agent.awaitConnected(LIMIT)).isTrue();
    assertThat(rig.ask(agent, "user-1")).isEqualTo("none:503");

    // when
    rig.publish(table(1, 0.5));

    // then
    awaitEpoch(agent, 1);
    List<String> answers =
        IntStream.range(0, 200).mapToObj(user -> rig.ask(agent, "user-" + user)).toList();
    assertThat(answers.stream().filter("v2"::equals).count()).isBetween(70L, 130L);
    assertThat(answers).containsOnly("v1", "v2");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              AgentReport last = last(rig.agentReports());
              assertThat(last.getNode()).isEqualTo("node-1");
              assertThat(last.getEpochInForce()).isEqualTo(1);
              assertThat(last.getRefusal()).isNull();
              assertThat(last.getVersions())
                  .extracting(version -> version.getState())
                  .containsExactly(VersionState.READY, VersionState.READY);
            });
  }

  @Test
  void shouldNumberReportsFromOneWithoutGapsAndSayGoodBye() throws Exception {
    // given
    Agent agent = rig.start("node-1");
    assertThat(agent.awaitConnected(LIMIT)).isTrue();

    // when
    agent.close();

    // then
    List<AgentReport> reports = rig.agentReports();
    assertThat(reports)
        .extracting(AgentReport::getSequence)
        .isEqualTo(LongStream.rangeClosed(1, reports.size()).boxed().toList());
    assertThat(reports).extracting(AgentReport::getBootId).containsOnly(last(reports).getBootId());
    assertThat(last(reports).getLeaving()).isTrue();
    assertThat(reports.subList(0, reports.size() - 1))
        .extracting(AgentReport::getLeaving)
        .containsOnly(false);
  }

  @Test
  void shouldReportCumulativeCountersOfAllVersionsAlsoOfIdleOnes() throws Exception {
    // given
    Agent agent = rig.start("node-1");
    rig.publish(table(1, 0));
    awaitEpoch(agent, 1);

    // when
    IntStream.range(0, 20).forEach(user -> rig.ask(agent, "user-" + user));

    // then
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              MetricReport last = last(rig.metricReports());
              assertThat(last.getVersions())
                  .extracting(VersionMetrics::getVersion)
                  .containsExactly("v1", "v2");
              assertThat(last.getVersions())
                  .extracting(VersionMetrics::getRequests)
                  .containsExactly(20L, 0L);
            });
    VersionMetrics stable = last(rig.metricReports()).getVersions().get(0);
    assertThat(stable.getErrors()).isZero();
    assertThat(stable.getLatency().getBins().stream().mapToLong(bin -> bin.getCount()).sum())
        .isEqualTo(20);
  }

  @Test
  void shouldIgnoreOlderEpochsAndRepeatedTables() throws Exception {
    // given
    Agent agent = rig.start("node-1");
    rig.publish(table(5, 1.0));
    awaitEpoch(agent, 5);

    // when
    rig.publish(table(4, 0));
    rig.publish(table(5, 0));
    rig.publish(table(5, 1.0));
    rig.publish(table(6, 1.0));

    // then
    awaitEpoch(agent, 6);
    assertThat(rig.ask(agent, "user-1")).isEqualTo("v2");
    assertThat(rig.agentReports())
        .extracting(AgentReport::getEpochInForce)
        .isSorted()
        .doesNotContain(4L);
  }

  @Test
  void shouldSetPoisonAsideAndGoOn() throws Exception {
    // given
    Agent agent = rig.start("node-1");
    byte[] noise = "not Avro".getBytes(StandardCharsets.UTF_8);

    // when
    rig.publishRaw(MODEL, noise);
    rig.publish(table(1, 0.1));

    // then
    awaitEpoch(agent, 1);
    await().atMost(LIMIT).until(() -> rig.readRaw(topics.deadLetters()).size() == 1);
    ConsumerRecord<byte[], byte[]> letter = rig.readRaw(topics.deadLetters()).get(0);
    assertThat(letter.value()).isEqualTo(noise);
    assertThat(new String(letter.headers().lastHeader("turnout.reason").value()))
        .startsWith("Expected byte 0");
    assertThat(new String(letter.headers().lastHeader("turnout.topic").value()))
        .isEqualTo(topics.routes());
    assertThat(get(agent, "/metrics")).contains("turnout_agent_poison_records_total");
  }

  @Test
  void shouldServeHealthAndMetrics() throws Exception {
    // given
    Agent agent = rig.start("node-1");
    rig.publish(table(3, 0));
    awaitEpoch(agent, 3);

    // when
    rig.ask(agent, "user-1");

    // then
    assertThat(get(agent, "/health/live")).isEqualTo("ok\n");
    assertThat(get(agent, "/health/ready")).isEqualTo("ok\n");
    assertThat(get(agent, "/metrics")).contains("turnout_agent_table_epoch{model=\"fraud\"} 3");
    // An answer is counted once it is sent.
    String asked = "turnout_agent_requests_total{model=\"fraud\",version=\"v1\"} 1.0";
    await().atMost(LIMIT).until(() -> get(agent, "/metrics").contains(asked));
  }

  @Test
  void shouldRunSeveralAgentsInOneProcess() throws Exception {
    // given
    List<Agent> agents = IntStream.rangeClosed(1, 3).mapToObj(i -> rig.start("node-" + i)).toList();

    // when
    rig.publish(table(1, 1.0));

    // then
    agents.forEach(agent -> awaitEpoch(agent, 1));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        rig.agentReports().stream()
                            .filter(report -> report.getEpochInForce() == 1)
                            .map(AgentReport::getNode)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("node-1", "node-2", "node-3"));
  }

  private static void awaitEpoch(Agent agent, long epoch) {
    await().atMost(LIMIT).until(() -> agent.states().get(MODEL).epochInForce() == epoch);
  }

  private static String get(Agent agent, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(agent.adminPort(), path));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static <T> T last(List<T> list) {
    assertThat(list).isNotEmpty();
    return list.get(list.size() - 1);
  }
}
