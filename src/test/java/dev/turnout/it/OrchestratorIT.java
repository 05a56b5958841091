package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.CauseKind;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.PauseStep;
import dev.turnout.events.RetireStep;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.events.RouteTable;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.StartRollout;
import dev.turnout.events.StepCompleted;
import dev.turnout.events.StepsStrategy;
import dev.turnout.events.Tick;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorException;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OrchestratorIT extends OnTheBus {

  @Test
  void shouldPromoteAGoodVersion() {
    // given
    try (Orchestrator orchestrator = ready(config("promote"))) {
      FakeFleet fleet = new FakeFleet(bus, client, "good", "node-1", "node-2");
      fleet.round();
      // when
      client.send(bus.topics().commands(), "good", Commands.canary("good", 0.1, 0.5));
      playUntilEnded(fleet, "good");
      // then
      assertThat(outcome("good")).isEqualTo("PROMOTED");
      assertThat(words(journal("good")))
          .containsSubsequence(
              "NodeJoined",
              "CommandAccepted",
              "RolloutStarted",
              "WeightSet",
              "StepCompleted",
              "RolloutEnded");
      assertGapless(journal("good"));
      RolloutState state = state("good");
      assertThat(state.getStable().getVersion()).isEqualTo("v2");
      assertThat(state.getPhase()).isEqualTo("Ended");
      assertThat(orchestrator.scrape())
          .contains("turnout_journal_appended_total{event=\"RolloutEnded\"");
    }
  }

  @Test
  void shouldSendABadVersionBack() {
    // given
    try (Orchestrator orchestrator = ready(config("rollback"))) {
      FakeFleet fleet = new FakeFleet(bus, client, "bad", "node-1", "node-2").failing("v2", 0.5);
      fleet.round();
      // when
      client.send(bus.topics().commands(), "bad", Commands.canary("bad", 0.1, 0.5));
      playUntilEnded(fleet, "bad");
      // then
      assertThat(outcome("bad")).isEqualTo("ROLLED_BACK");
      RouteTable last = fleet.table().orElseThrow();
      assertThat(last.getVersions())
          .extracting(v -> v.getVersion() + " " + v.getWeight())
          .containsExactly("v1 1.0");
      assertThat(words(journal("bad"))).contains("VerdictReached", "RolloutTurnedBack");
    }
  }

  @Test
  void shouldBuryPoisonAndAnswerWhatIsInvalid() {
    // given
    Topics topics = bus.topics();
    try (Orchestrator orchestrator = ready(config("poison"))) {
      byte[] key = "toxic".getBytes(UTF_8);
      client.sendBytes(topics.commands(), key, "no avro".getBytes(UTF_8));
      client.sendBytes(topics.metrics(), key, new byte[] {0, 0, 0, 127, 127, 1});
      client.sendBytes(topics.agents(), key, null);
      client.send(topics.commands(), "other", Commands.abort("toxic"));
      RolloutCommand tooHeavy = Commands.canary("toxic", 10);
      // when
      client.send(topics.commands(), "toxic", tooHeavy);
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  !journal("toxic").isEmpty() && client.readRaw(topics.deadLetters()).size() >= 4);
      // then
      List<ConsumerRecord<byte[], byte[]>> letters = client.readRaw(topics.deadLetters());
      assertThat(letters)
          .extracting(letter -> header(letter, "turnout.topic").substring(topics.prefix().length()))
          .containsExactlyInAnyOrder(".commands", ".commands", ".metrics", ".agents");
      assertThat(letters)
          .extracting(letter -> header(letter, "turnout.reason"))
          .anyMatch(reason -> reason.contains("no schema with id"))
          .anyMatch(
              reason -> reason.contains("Expected the model 'toxic' as key, but got 'other'"));
      assertThat(letters)
          .anyMatch(
              letter ->
                  letter.value() != null && new String(letter.value(), UTF_8).equals("no avro"));
      CommandRefused refused = (CommandRefused) journal("toxic").get(0).getEvent();
      assertThat(refused.getReason()).contains("Expected a weight in [0, 1], but got 10");
      assertThat(refused.getCommandId()).isEqualTo(tooHeavy.getCommandId());
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String key) {
    return StreamSupport.stream(letter.headers().headers(key).spliterator(), false)
        .map(h -> new String(h.value(), UTF_8))
        .findFirst()
        .orElse("");
  }

  @Test
  void shouldGoOnAfterARestartWhereItWas() {
    // given
    FakeFleet fleet = new FakeFleet(bus, client, "restarted", "node-1", "node-2");
    try (Orchestrator first = ready(config("restart"))) {
      fleet.round();
      client.send(
          bus.topics().commands(), "restarted", Commands.canary("restarted", 0.1, 0.2, 0.5));
      play(fleet, () -> words(journal("restarted")).contains("WeightSet"));
    }
    int before = journal("restarted").size();
    // when
    try (Orchestrator second = ready(config("restart"))) {
      assertThat(second.scrape()).contains("turnout_orchestrator_models_restored_total 1.0");
      playUntilEnded(fleet, "restarted");
    }
    // then
    assertThat(outcome("restarted")).isEqualTo("PROMOTED");
    assertThat(journal("restarted").size()).isGreaterThan(before);
    assertGapless(journal("restarted"));
  }

  @Test
  void shouldCarryTheTimeItselfWhenNobodyReports() {
    // given
    try (Orchestrator orchestrator = ready(config("tick"))) {
      FakeFleet fleet = new FakeFleet(bus, client, "quiet", "node-1");
      fleet.round();
      client.send(bus.topics().commands(), "quiet", waiting("quiet"));
      play(fleet, () -> phase("quiet").equals("Waiting"));
      // when: nobody says anything any more
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> journal("quiet").stream().anyMatch(OrchestratorIT::waited));
      // then
      JournalEntry entry =
          journal("quiet").stream().filter(OrchestratorIT::waited).findFirst().orElseThrow();
      assertThat(entry.getCause().getTopic()).isEqualTo(bus.topics().commands());
      assertThat(entry.getCause().getKind()).isIn(CauseKind.INPUT, CauseKind.TIMER);
      assertThat(client.read(bus.topics().commands(), RolloutCommand.class))
          .filteredOn(command -> command.getAction() instanceof Tick)
          .allSatisfy(tick -> assertThat(tick.getActor()).isEqualTo("turnout/timer"))
          .hasSizeBetween(1, 10);
    }
  }

  private static boolean waited(JournalEntry entry) {
    return entry.getEvent() instanceof StepCompleted done && done.getReason().startsWith("waited");
  }

  private static RolloutCommand waiting(String model) {
    RolloutCommand command = Commands.canary(model, 0.1);
    ((StartRollout) command.getAction())
        .getSpec()
        .setStrategy(
            new StepsStrategy(
                List.of(
                    new SetWeightStep(0.1),
                    new PauseStep(3_000L),
                    new SetWeightStep(1.0),
                    new RetireStep())));
    return command;
  }

  @Test
  void shouldServeHealthAndMetrics() throws Exception {
    // given
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Orchestrator orchestrator = ready(config("status").withAdmin(anyPort))) {
      String url = "http://127.0.0.1:" + orchestrator.adminPort().orElseThrow();
      // when
      var ready = get(url + "/health/ready");
      var metrics = get(url + "/metrics");
      // then
      assertThat(ready).isEqualTo("200 ok\n");
      assertThat(get(url + "/health/live")).isEqualTo("200 ok\n");
      assertThat(metrics)
          .contains("turnout_orchestrator_partitions 2.0")
          .contains("turnout_orchestrator_lag{topic=\"commands\"}");
    }
  }

  private static String get(String url) throws Exception {
    var response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  @Test
  void shouldNotStartOnTopicsThatAreNotThere() {
    // given
    var config = config("missing").withTopics(new Topics("nowhere"));
    // when / then
    assertThatThrownBy(() -> Orchestrator.start(config))
        .isInstanceOf(OrchestratorException.class)
        .hasMessageContaining("nowhere.commands")
        .hasMessageContaining("turnout topics create");
  }
}
