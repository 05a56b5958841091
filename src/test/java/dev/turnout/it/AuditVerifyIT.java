package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.cli.Cli;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every decision of a real orchestrator is derived again, and what was tampered with is found. */
class AuditVerifyIT extends OnTheBus {
  @TempDir Path folder;

  @Test
  void shouldDeriveEveryEntryOfARealBusAgain() throws IOException {
    // given
    rollOutTwo();

    // when
    Cli.Result text = verify();
    JsonNode tree = new ObjectMapper().readTree(verify("fraud", "-o", "json").out());

    // then
    assertThat(text.code()).as(text.out() + text.err()).isZero();
    assertThat(text.out())
        .contains("Verified: every entry of the journal follows from the inputs, byte for byte");
    assertThat(tree.get("complete").booleanValue()).as("%s", tree).isTrue();
    assertThat(tree.get("models")).hasSize(1);
    assertThat(tree.at("/models/0/derived").intValue()).isEqualTo(journal("fraud").size());
  }

  @Test
  void shouldFindAForgedEntry() {
    // given
    rollOutTwo();
    JournalEntry forged = journal("fraud").get(journal("fraud").size() - 1);
    forged.setSequence(forged.getSequence() + 1);
    client.send(bus.topics().journal(), "fraud", forged);

    // when
    Cli.Result result = verify();

    // then
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("DIFFERENT fraud #", "recorded: {", "NOT what follows from the inputs")
        .contains("1 model");
  }

  @Test
  void shouldFindThatTheBeginningOfTheJournalWasRemoved() throws Exception {
    // given
    rollOutTwo();
    delete(bus.topics().journal(), "spam", 3);

    // when
    Cli.Result result = verify();

    // then
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).containsAnyOf("missing here: ", "but the journal does not have it");
  }

  @Test
  void shouldCallExpiredEvidenceByItsName() throws Exception {
    // given
    rollOutTwo();
    delete(bus.topics().metrics(), "spam", 5);

    // when
    Cli.Result result = verify("spam");

    // then
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(result.out())
        .contains("evidence expired from offset 0 to 4 of " + bus.topics().metrics())
        .contains("Verified as far as possible");
  }

  @Test
  void shouldGoOnFromItsCheckpoint() throws Exception {
    // given
    Path file = folder.resolve("verified.avro");
    rollOutTwo();
    Cli.Result first = verify("--checkpoint", file.toString());
    delete(bus.topics().metrics(), "spam", 5);

    // when
    Cli.Result second = verify("--checkpoint", file.toString());

    // then
    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(second.code()).as(second.out() + second.err()).isZero();
    assertThat(second.out()).contains("byte for byte (0 entries").doesNotContain("expired");
  }

  @Test
  void shouldRefuseWithAReason() throws IOException {
    Path file = Files.writeString(folder.resolve("no.avro"), "no");

    assertThat(verify("nobody").err()).contains("Expected a model with a journal");
    assertThat(verify("--checkpoint", file.toString()).err()).contains("to be a checkpoint");
    assertThat(verify("fraud", "--checkpoint", file.toString()).code()).isEqualTo(2);
    assertThat(verify("--public-key", file.toString()).err()).contains("--bundle FILE");
    assertThat(verify("--bundle", file.toString()).code()).isEqualTo(1);
    assertThat(verify("--threads", "0").code()).isEqualTo(2);
  }

  private void rollOutTwo() {
    try (Orchestrator live = ready(config("live"))) {
      FakeFleet fraud = new FakeFleet(bus, client, "fraud", "node-1", "node-2");
      FakeFleet spam = new FakeFleet(bus, client, "spam", "node-1").failing("v2", 0.4);
      fraud.round();
      spam.round();
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", 0.2));
      client.send(bus.topics().commands(), "spam", Commands.canary("spam", 0.2));
      play(
          fraud,
          () -> {
            spam.round();
            return !outcome("fraud").equals("none") && !outcome("spam").equals("none");
          });
    }
  }

  private void delete(String topic, String model, long before) throws Exception {
    var where = new TopicPartition(topic, Topics.partitionOf(model, 2));
    try (Admin admin = bus.admin()) {
      admin.deleteRecords(Map.of(where, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }

  private Cli.Result verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit", "verify"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--bootstrap-server",
            bus.bootstrapServers(),
            "--registry",
            bus.registryUrl(),
            "--topic-prefix",
            bus.topics().prefix()));
    return Cli.run(all.toArray(String[]::new));
  }
}
