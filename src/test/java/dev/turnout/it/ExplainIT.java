package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.cli.Cli;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.QuantileGate;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout on a real bus, explained afterwards. */
class ExplainIT extends OnTheBus {
  @TempDir Path folder;

  @Test
  void shouldTellWhyACandidateWasRolledBack() throws IOException {
    // given
    rollOut(new FakeFleet(bus, client, "fraud", "node-1", "node-2").failing("v2", 0.02));

    // when
    Cli.Result text = explain("fraud-v2", "--plot", folder.resolve("plot.svg").toString());
    JsonNode tree = new ObjectMapper().readTree(explain("fraud", "--series", "-o", "json").out());

    // then
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("Rollout fraud-v2 of model fraud: v2 in place of v1.", "ended RolledBack")
        .contains("errors (blamed)  candidate", "StartRollout by it/pipeline accepted")
        .contains("caused by " + bus.topics().metrics());
    assertThat(text.err()).contains("judged again from the recorded inputs");
    assertThat(Files.readString(folder.resolve("plot.svg")))
        .contains("candidate v2", "stable v1", "errors: bad outcomes in percent");
    JsonNode series = tree.get("series");
    assertThat(series.get("source").textValue()).as("%s", series.get("note")).isEqualTo("inputs");
    assertThat(series.get("moments")).hasSizeGreaterThan(3);
    assertThat(lastEvidence(series.get("moments"))).isEqualTo(lastEvidence(tree.get("decisions")));
  }

  @Test
  void shouldTellThatACandidateTakesTooLong() throws IOException {
    // given
    FakeFleet fleet = new FakeFleet(bus, client, "fraud", "node-1", "node-2");
    rollOut(fleet.answeringIn("v1", 230).answeringIn("v2", 250));

    // when
    JsonNode tree = new ObjectMapper().readTree(explain("fraud", "--series", "-o", "json").out());

    // then
    assertThat(tree.get("outcome").textValue()).isEqualTo("RolledBack");
    assertThat(tree.at("/series/source").textValue()).as("%s", tree).isEqualTo("inputs");
    JsonNode figure = lastEvidence(tree.get("decisions")).at("/metrics/1/figures/2");
    assertThat(figure.get("title").textValue()).isEqualTo("latency p99");
    assertThat(figure.at("/candidate/value").doubleValue()).isCloseTo(148, offset(2.0));
    assertThat(figure.at("/stable/value").doubleValue()).isCloseTo(99, offset(1.0));
    assertThat(figure.at("/candidate/pooled95/low").doubleValue()).isGreaterThan(140);
  }

  @Test
  void shouldShowARolloutThatRunsUpToItsNewestReport() throws IOException {
    // given
    try (Orchestrator live = ready(config("live"))) {
      FakeFleet fleet = new FakeFleet(bus, client, "fraud", "node-1").answeringIn("v1", 230);
      fleet.round();
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", metrics(), 0.2));
      play(fleet, () -> phase("fraud").equals("Analysing"));
      for (int round = 0; round < 10; round++) {
        fleet.round();
      }

      // when
      JsonNode tree = new ObjectMapper().readTree(explain("fraud", "--series", "-o", "json").out());

      // then
      assertThat(tree.has("outcome")).isFalse();
      JsonNode newest = lastEvidence(tree.at("/series/moments"));
      assertThat(newest.get("stableRequests").longValue()).isGreaterThan(20_000);
    }
  }

  @Test
  void shouldSayWhereReportsHaveExpired() throws Exception {
    // given
    rollOut(new FakeFleet(bus, client, "fraud", "node-1", "node-2").failing("v2", 0.02));
    expire(bus.topics().metrics());

    // when
    JsonNode tree = new ObjectMapper().readTree(explain("fraud", "--series", "-o", "json").out());

    // then
    assertThat(tree.at("/series/source").textValue()).isEqualTo("journal");
    assertThat(tree.at("/series/note").textValue()).contains("no longer give the same evidence");
    assertThat(lastEvidence(tree.at("/series/moments")))
        .isEqualTo(lastEvidence(tree.get("decisions")));
  }

  @Test
  void shouldSayThatNothingIsKnownOfARollout() {
    // when
    Cli.Result result = explain("fraud-v2");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("but got 'fraud-v2' (known are: none yet)");
  }

  private void rollOut(FakeFleet fleet) {
    try (Orchestrator live = ready(config("live"))) {
      fleet.round();
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", metrics(), 0.2));
      playUntilEnded(fleet, "fraud");
    }
  }

  private static List<Object> metrics() {
    return List.of(
        Commands.errors(),
        DistributionMetric.newBuilder()
            .setName("latency")
            .setGates(
                List.of(
                    new QuantileGate(0.5, 0.1, null),
                    new QuantileGate(0.95, 0.1, null),
                    new QuantileGate(0.99, 0.1, null)))
            .build());
  }

  private void expire(String topic) throws Exception {
    try (Admin admin = bus.admin()) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int partition = 0; partition < 2; partition++) {
        all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  private static JsonNode lastEvidence(JsonNode moments) {
    JsonNode last = null;
    for (JsonNode moment : moments) {
      last = moment.has("evidence") ? moment.get("evidence") : last;
    }
    assertThat(last).isNotNull();
    return last;
  }

  private Cli.Result explain(String... args) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(args));
    all.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    all.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(all.toArray(new String[0]));
  }
}
