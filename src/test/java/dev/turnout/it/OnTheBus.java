package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bus with two partitions, and the words for what is on it. */
@ExtendWith(KafkaBroker.class)
abstract class OnTheBus {

  private static final AtomicInteger TESTS = new AtomicInteger();

  TestBus bus;
  BusClient client;

  @BeforeEach
  void connect(TestBus given) {
    Topics own = new Topics(given.topics().prefix() + "-" + TESTS.incrementAndGet());
    bus = new TestBus(given.bootstrapServers(), given.registryUrl(), own);
    bus.createTopics(2);
    client = new BusClient(bus);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  OrchestratorConfig config(String instance) {
    return OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
        .withTopics(bus.topics())
        .withInstanceId(instance);
  }

  List<JournalEntry> journal(String model) {
    return client.read(bus.topics().journal(), JournalEntry.class).stream()
        .filter(entry -> entry.getModel().equals(model))
        .toList();
  }

  static List<String> words(List<JournalEntry> journal) {
    return journal.stream()
        .map(e -> ((SpecificRecord) e.getEvent()).getSchema().getName())
        .toList();
  }

  String outcome(String model) {
    return journal(model).stream()
        .filter(entry -> entry.getEvent() instanceof RolloutEnded)
        .map(entry -> ((RolloutEnded) entry.getEvent()).getOutcome().name())
        .reduce((first, second) -> second)
        .orElse("none");
  }

  /** The fleet goes on working until something is so. */
  void play(FakeFleet fleet, BooleanSupplier until) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              fleet.round();
              return until.getAsBoolean();
            });
  }

  void playUntilEnded(FakeFleet fleet, String model) {
    play(fleet, () -> !outcome(model).equals("none"));
  }

  Orchestrator ready(OrchestratorConfig config) {
    return ready(Orchestrator.start(config));
  }

  Orchestrator ready(Orchestrator orchestrator) {
    assertThat(orchestrator.awaitReady(Duration.ofSeconds(120)))
        .as("%s", orchestrator.unready())
        .isTrue();
    return orchestrator;
  }

  String phase(String model) {
    return client.read(bus.topics().rollouts(), RolloutState.class).stream()
        .filter(s -> s.getModel().equals(model))
        .map(s -> String.valueOf(s.getPhase()))
        .reduce((first, second) -> second)
        .orElse("none");
  }

  RolloutState state(String model) {
    return client.read(bus.topics().rollouts(), RolloutState.class).stream()
        .filter(s -> s.getModel().equals(model))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  static void assertGapless(List<JournalEntry> journal) {
    for (int i = 0; i < journal.size(); i++) {
      assertThat(journal.get(i).getSequence()).isEqualTo(i + 1L);
    }
  }
}
