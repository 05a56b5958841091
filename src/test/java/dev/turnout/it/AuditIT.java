package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.cli.Cli;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.WeightSet;
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

/** An auditor reads what a rollout on a real bus left behind. */
class AuditIT extends OnTheBus {
  @TempDir Path folder;

  @Test
  void shouldTellWhoDidWhatAndHowItWasAtAnyTime() throws IOException {
    // given
    rollOut(new FakeFleet(bus, client, "fraud", "node-1", "node-2").failing("v2", 0.02));

    // when
    Cli.Result log = audit("log", "fraud", "--rollout", "fraud-v2", "--since", "1h");
    JsonNode entries = json(audit("log", "fraud", "-o", "json"));

    // then
    assertThat(log.code()).as(log.err()).isZero();
    assertThat(log.out())
        .containsPattern("#[0-9]+ +it/pipeline +commands-[01]@0 +StartRollout accepted")
        .containsPattern("turnout +metrics-[01]@[0-9]+ +traffic back on stable +errors");
    assertThat(entries).hasSize(journal("fraud").size());
    assertThat(entries.get(1).get("previousHash").textValue()).hasSize(64);

    // when
    ObjectNode now = (ObjectNode) json(audit("replay", "fraud", "-o", "json"));
    JsonNode replay = now.remove("replay");
    JsonNode published = json(run("get", "rollout", "fraud", "-o", "json"));
    JournalEntry weight = firstWeight();
    JsonNode then =
        json(audit("replay", "fraud", "--until", "#" + weight.getSequence(), "-o", "json"));
    JsonNode caused =
        json(
            audit(
                "replay",
                "fraud",
                "--until",
                "agents@" + weight.getCause().getOffset(),
                "-o",
                "json"));
    Cli.Result text = audit("replay", "fraud", "--until", "1ms");

    // then
    assertThat(replay.get("missing")).isEmpty();
    assertThat(now.get("evidence")).isEqualTo(published.get("evidence"));
    assertThat(now.get("nodes")).isEqualTo(published.get("nodes"));
    assertThat(now.get("phase").textValue()).isEqualTo("Ended");
    assertThat(then.get("weight").doubleValue()).isEqualTo(0.2);
    assertThat(then.get("journalSequence").longValue()).isEqualTo(weight.getSequence());
    assertThat(caused.at("/replay/consumed/agents").longValue())
        .isEqualTo(weight.getCause().getOffset() + 1);
    assertThat(text.out()).contains("As it was at ", "Status:    ✖ RolledBack", "METRIC");
  }

  @Test
  void shouldSayWhatAnotherPolicyWouldHaveDecided() throws Exception {
    // given
    rollOut(new FakeFleet(bus, client, "fraud", "node-1").failing("v2", 0.02));
    Path same = policy("same.yaml", "{name: errors, errorRate: {margin: 0.02}}");
    Path blind = policy("blind.yaml", "{name: p99, latency: {quantile: 0.99, margin: 0.1}}");

    // when
    Cli.Result unchanged = backtest(same, "--fail-on-difference");
    Cli.Result changed = backtest(blind, "--fail-on-difference");
    JsonNode tree = json(backtest(blind, "-o", "json"));

    // then
    assertThat(unchanged.code()).as(unchanged.out() + unchanged.err()).isZero();
    assertThat(unchanged.out())
        .contains("gave the recorded evidence at all of its")
        .containsPattern("rollback +\\+([0-9.]+s) +\\+\\1 +same");
    assertThat(changed.code()).as(changed.out()).isEqualTo(1);
    assertThat(changed.out())
        .containsPattern("decision +rollback +undecided +differs")
        .contains("undecided when the traffic ended: not decided yet");
    assertThat(tree.at("/recorded/decision").textValue()).isEqualTo("Rollback");
    assertThat(tree.at("/other/decision").textValue()).isEqualTo("Undecided");
    assertThat(tree.at("/recorded/rulings/0/evidence/metrics/0/metric").textValue())
        .isEqualTo("errors");
    assertThat(tree.at("/other/standing/evidence/metrics/0/metric").textValue()).isEqualTo("p99");

    // when
    expire(bus.topics().metrics());
    Cli.Result expired = backtest(same, "--fail-on-difference");
    Cli.Result replayed = audit("replay", "fraud");

    // then
    assertThat(expired.code()).as(expired.out()).isEqualTo(4);
    assertThat(expired.out()).contains("Not comparable", "of this attempt have expired");
    assertThat(replayed.out())
        .contains("Incomplete: metric reports before offset", "Status:    ✖ RolledBack");
  }

  @Test
  void shouldSayWhatIsKnown() {
    // when
    Cli.Result unknown = audit("log", "fraud");
    Cli.Result unreadable = audit("replay", "fraud", "--until", "yesterday");

    // then
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("a model with a journal, but got 'fraud' (known are: none");
    assertThat(unreadable.code()).isEqualTo(2);
  }

  private void rollOut(FakeFleet fleet) {
    try (Orchestrator live = ready(config("live"))) {
      fleet.round();
      client.send(
          bus.topics().commands(),
          "fraud",
          Commands.canary("fraud", List.of(Commands.errors()), 0.2));
      playUntilEnded(fleet, "fraud");
    }
  }

  private JournalEntry firstWeight() {
    return journal("fraud").stream()
        .filter(entry -> entry.getEvent() instanceof WeightSet)
        .findFirst()
        .orElseThrow();
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

  private static JsonNode json(Cli.Result result) throws IOException {
    assertThat(result.code()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  /** The recorded strategy with another metric. */
  private Path policy(String name, String metric) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: any}
        spec:
          model: any
          candidate: {version: v9}
          strategy: {canary: {stages: [{weight: 0.2, for: 500ms}], bake: 500ms}}
          analysis:
            warmUp: 0s
            warmUpRequests: 0
            metrics: [%s]
        """
            .formatted(metric));
  }

  private Cli.Result backtest(Path policy, String... args) {
    List<String> all =
        new ArrayList<>(List.of("backtest", "-f", policy.toString(), "--against", "fraud-v2"));
    all.addAll(List.of(args));
    return run(all.toArray(new String[0]));
  }

  private Cli.Result audit(String... args) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(args));
    return run(all.toArray(new String[0]));
  }

  private Cli.Result run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    all.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(all.toArray(new String[0]));
  }
}
