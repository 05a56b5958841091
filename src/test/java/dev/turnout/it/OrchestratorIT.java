package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class OrchestratorIT {

  private TestBus bus;
  private BusClient client;

  @BeforeEach
  void connect(TestBus given) {
    bus = given;
    bus.createTopics(2);
    client = new BusClient(bus);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private OrchestratorConfig config(String instance) {
    return OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
        .withTopics(bus.topics())
        .withInstanceId(instance);
  }

  private List<JournalEntry> journal(String model) {
    return client.read(bus.topics().journal(), JournalEntry.class).stream()
        .filter(entry -> entry.getModel().equals(model))
        .toList();
  }

  private static List<String> words(List<JournalEntry> journal) {
    return journal.stream()
        .map(e -> ((SpecificRecord) e.getEvent()).getSchema().getName())
        .toList();
  }

  private String outcome(String model) {
    return journal(model).stream()
        .filter(entry -> entry.getEvent() instanceof RolloutEnded)
        .map(entry -> ((RolloutEnded) entry.getEvent()).getOutcome().name())
        .reduce((first, second) -> second)
        .orElse("none");
  }

  private void playUntilEnded(FakeFleet fleet, String model) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              fleet.round();
              return !outcome(model).equals("none");
            });
  }

  @Test
  void shouldPromoteAGoodVersion() {
    // given
    try (Orchestrator orchestrator = Orchestrator.start(config("a"))) {
      assertThat(orchestrator.awaitReady(Duration.ofSeconds(30)))
          .as("%s", orchestrator.unready())
          .isTrue();
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
    }
  }

  private RolloutState state(String model) {
    return client.read(bus.topics().rollouts(), RolloutState.class).stream()
        .filter(s -> s.getModel().equals(model))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static void assertGapless(List<JournalEntry> journal) {
    for (int i = 0; i < journal.size(); i++) {
      assertThat(journal.get(i).getSequence()).isEqualTo(i + 1L);
    }
  }
}
