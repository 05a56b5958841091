package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.TestBus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the orchestrator stands on goes away for a while. */
class OutageIT extends OnTheBus {

  @Test
  void shouldGoOnWhenTheBrokerWasAway(EmbeddedKafka kafka) throws Exception {
    // given
    bus = new TestBus(kafka.bootstrapServers(), bus.registryUrl(), new Topics("outage"));
    bus.createTopics(2);
    try (BusClient own = new BusClient(bus);
        Orchestrator orchestrator = ready(config("outage"))) {
      client.close();
      client = own;
      FakeFleet fleet = new FakeFleet(bus, client, "fraud", "node-1", "node-2");
      fleet.round();
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", 0.1, 0.2, 0.5));
      play(fleet, () -> words(journal("fraud")).contains("WeightSet"));
      // when
      kafka.stopNode(1);
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(orchestrator.unready())
                      .anyMatch(
                          why ->
                              why.startsWith("Kafka has not answered for")
                                  || why.endsWith("waits for Kafka")));
      kafka.startNode(1);
      playUntilEnded(fleet, "fraud");
      // then
      assertThat(outcome("fraud")).isEqualTo("PROMOTED");
      assertGapless(journal("fraud"));
      assertThat(orchestrator.awaitReady(Duration.ofSeconds(90))).isTrue();
    }
  }

  @Test
  void shouldWaitForTheRegistryAndCallNothingPoison(@TempDir Path directory) {
    // given
    Optional<Path> file = Optional.of(directory.resolve("schemas.json"));
    EmbeddedRegistry first = EmbeddedRegistry.start(0, file);
    bus = new TestBus(bus.bootstrapServers(), first.url(), bus.topics());
    try (BusClient own = new BusClient(bus);
        Orchestrator orchestrator = ready(config("registry"))) {
      client.close();
      client = own;
      client.encode(bus.topics().commands(), Commands.abort("fraud"));
      first.close();
      // when
      client.send(bus.topics().commands(), "fraud", Commands.abort("fraud"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> orchestrator.unready().toString().contains("schema registry"));
      EmbeddedRegistry second = EmbeddedRegistry.start(URI.create(first.url()).getPort(), file);
      // then
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> words(journal("fraud")).contains("CommandRefused"));
      assertThat(client.readRaw(bus.topics().deadLetters())).isEmpty();
      assertThat(orchestrator.unready()).isEmpty();
      second.close();
    }
  }
}
