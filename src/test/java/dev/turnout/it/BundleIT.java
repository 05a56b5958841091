package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.cli.Cli;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.bundle.BundleRecording;
import dev.turnout.orchestrator.bundle.BundleReport;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.TestBus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of a real bus outlives it. */
class BundleIT extends OnTheBus {
  @TempDir Path folder;

  @Test
  void shouldHoldAllThatWasRecordedWhenTheBusIsGone(EmbeddedKafka kafka) {
    // given
    Map<String, List<String>> recorded = new TreeMap<>();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        kafka) {
      moveTo(new TestBus(kafka.bootstrapServers(), registry.url(), bus.topics()));
      rollOutTwo();
      Cli.run("key", "generate", folder.resolve("key.pem").toString());
      for (String topic : exported()) {
        client.readRaw(topic).forEach(record -> add(recorded, record));
      }
      export("all.zip");
    }

    // when
    try (BundleRecording bundle = open("all.zip")) {
      // then
      assertThat(rows(bundle)).isEqualTo(recorded);
      assertThat(bundle.report().trust()).isEqualTo(BundleReport.Trust.EXPECTED_KEY);
      assertThat(bundle.report().manifest().journals())
          .extracting(head -> head.model())
          .containsExactly("fraud", "spam");
      try (RecordLog journal =
          bundle.open(bus.topics().journal(), dev.turnout.schemas.Topics.partitionOf("fraud", 2))) {
        ConsumerRecord<byte[], byte[]> entry = journal.next().orElseThrow();
        assertThat(bundle.values().deserialize(entry.topic(), entry.value()))
            .isInstanceOf(JournalEntry.class);
      }
    }
    Cli.Result verified = verify("all.zip");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).contains("Signed with the expected key");
  }

  @Test
  void shouldHoldOneModelAlone() {
    // given
    rollOutTwo();
    Cli.run("key", "generate", folder.resolve("key.pem").toString());

    // when
    Cli.Result result = export("fraud.zip", "fraud");

    // then
    assertThat(result.out()).contains("entries of 1 models, signed with ");
    try (BundleRecording bundle = open("fraud.zip")) {
      assertThat(rows(bundle).values().stream().flatMap(List::stream))
          .isNotEmpty()
          .noneMatch(row -> row.contains("spam"));
    }
    Cli.Result verified = verify("fraud.zip");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void shouldRefuseWithAReason() {
    Cli.run("key", "generate", folder.resolve("key.pem").toString());
    Path key = folder.resolve("key.pem");
    Path out = folder.resolve("b.zip");

    assertThat(audit("export", "--out", out.toString()).err()).contains("--sign-key KEY.pem");
    assertThat(audit("export", "--out", key.toString(), "--unsigned").err()).contains("exists");
    assertThat(audit("export", "--out", out.toString(), "--sign-key", key + ".pub").err())
        .contains("BEGIN PRIVATE KEY");
    Cli.Result unknown = audit("export", "--out", out.toString(), "--unsigned", "fruad");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("'fruad' has no entry");
    assertThat(folder).isDirectoryNotContaining("glob:**b.zip*");
  }

  private void moveTo(TestBus own) {
    client.close();
    bus = own;
    bus.createTopics(2);
    client = new BusClient(bus);
  }

  private void rollOutTwo() {
    try (Orchestrator live = ready(config("live"))) {
      FakeFleet fraud = new FakeFleet(bus, client, "fraud", "node-1", "node-2");
      FakeFleet spam = new FakeFleet(bus, client, "spam", "node-1").failing("v2", 0.4);
      fraud.round();
      spam.round();
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", 0.2));
      client.send(bus.topics().commands(), "spam", Commands.canary("spam", 0.2));
      client.sendBytes(bus.topics().metrics(), "spam".getBytes(UTF_8), new byte[] {7});
      play(
          fraud,
          () -> {
            spam.round();
            return !outcome("fraud").equals("none") && !outcome("spam").equals("none");
          });
    }
  }

  private List<String> exported() {
    List<String> topics = new ArrayList<>(bus.topics().all());
    topics.remove(bus.topics().routes());
    return topics;
  }

  private BundleRecording open(String name) {
    return BundleRecording.open(
        folder.resolve(name),
        Optional.of(VerifyingKey.read(folder.resolve("key.pem.pub"))),
        (bytes, total) -> {});
  }

  private Map<String, List<String>> rows(BundleRecording bundle) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String topic : exported()) {
      for (int partition = 0; partition < bundle.partitions(); partition++) {
        try (RecordLog log = bundle.open(topic, partition)) {
          for (var next = log.next(); next.isPresent(); next = log.next()) {
            add(rows, next.get());
          }
        }
      }
    }
    return rows;
  }

  private static void add(Map<String, List<String>> rows, ConsumerRecord<byte[], byte[]> record) {
    rows.computeIfAbsent(record.topic() + "-" + record.partition(), place -> new ArrayList<>())
        .add(
            "%d %d %s %s"
                .formatted(
                    record.offset(),
                    record.timestamp(),
                    record.key() == null ? null : new String(record.key(), UTF_8),
                    Arrays.hashCode(record.value())));
  }

  private Cli.Result verify(String name) {
    return Cli.run(
        "audit",
        "verify",
        "--bundle",
        folder.resolve(name).toString(),
        "--public-key",
        folder.resolve("key.pem.pub").toString());
  }

  private Cli.Result export(String name, String... models) {
    List<String> args = new ArrayList<>(List.of("export", "--out"));
    args.add(folder.resolve(name).toString());
    args.addAll(List.of("--sign-key", folder.resolve("key.pem").toString()));
    args.addAll(List.of(models));
    Cli.Result result = audit(args.toArray(new String[0]));
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private Cli.Result audit(String... args) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(args));
    all.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    all.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(all.toArray(new String[0]));
  }
}
