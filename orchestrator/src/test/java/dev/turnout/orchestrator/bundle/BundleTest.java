package dev.turnout.orchestrator.bundle;

import static dev.turnout.orchestrator.bundle.InMemoryRecording.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.CauseKind;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.orchestrator.bundle.BundleReport.Trust;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipFile;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final BundleExport.Origin ORIGIN =
      new BundleExport.Origin("1.2.3", Instant.parse("2026-02-01T00:00:00Z"), "jane@host");

  @TempDir Path folder;

  private final SigningKey key = SigningKey.generate();

  @Test
  void shouldGiveEveryRecordBackAsItWas() throws IOException {
    // given
    InMemoryRecording recording = twoModels();
    Path file = export(recording, List.of(), Optional.of(key));

    // when
    try (BundleRecording bundle = open(file, Optional.of(key.counterpart()))) {
      // then
      assertThat(bundle.topics()).isEqualTo(TOPICS);
      assertThat(bundle.partitions()).isEqualTo(2);
      for (Topic topic : Manifest.TOPICS) {
        for (int partition = 0; partition < 2; partition++) {
          assertThat(rows(bundle, TOPICS.name(topic), partition))
              .as("%s-%d", topic, partition)
              .isEqualTo(rows(recording, TOPICS.name(topic), partition));
        }
      }
      assertThat(bundle.report().trust()).isEqualTo(Trust.EXPECTED_KEY);
      assertThat(bundle.report().fingerprint()).contains(key.counterpart().fingerprint());
      assertThat(bundle.report().manifest().createdBy()).isEqualTo("jane@host");
    }
  }

  @Test
  void shouldReadValuesWithItsOwnSchemas() throws IOException {
    // given
    Path file = export(twoModels(), List.of(), Optional.of(key));

    // when
    try (BundleRecording bundle = open(file, Optional.empty());
        RecordLog log = bundle.open(TOPICS.journal(), 0)) {
      ConsumerRecord<byte[], byte[]> record = log.next().orElseThrow();
      Object value = bundle.values().deserialize(record.topic(), record.value());

      // then
      assertThat(value)
          .isInstanceOfSatisfying(
              JournalEntry.class, entry -> assertThat(entry.getModel()).isEqualTo("fraud"));
      assertThat(bundle.report().trust()).isEqualTo(Trust.OWN_KEY);
    }
  }

  @Test
  void shouldSayWhereEachJournalEnds() throws IOException {
    // given
    Path file = export(twoModels(), List.of(), Optional.empty());

    // when
    try (BundleRecording bundle = open(file, Optional.empty())) {
      // then
      Manifest manifest = bundle.report().manifest();
      assertThat(manifest.journals())
          .extracting(JournalHead::model)
          .containsExactly("fraud", "spam");
      assertThat(manifest.journals()).extracting(JournalHead::entries).containsExactly(2L, 1L);
      assertThat(bundle.report().trust()).isEqualTo(Trust.UNSIGNED);
    }
  }

  @Test
  void shouldTakeOnlyTheTimeOfOtherModelsRecords() throws IOException {
    // given
    Path file = export(twoModels(), List.of("fraud"), Optional.of(key));

    // when
    try (BundleRecording bundle = open(file, Optional.empty())) {
      // then
      assertThat(rows(bundle, TOPICS.journal(), 0))
          .hasSize(2)
          .allMatch(row -> row.contains("fraud"));
      assertThat(rows(bundle, TOPICS.agents(), 0))
          .containsExactly(
              "3 " + START + " fraud [1] {}",
              "9 " + (START + 60_000) + " null null {}",
              "10 " + (START + 60_001) + " fraud [4] {}");
      assertThat(rows(bundle, TOPICS.commands(), 0)).isEmpty();
      assertThat(rows(bundle, TOPICS.deadLetters(), 1)).isEmpty();
      assertThat(bundle.report().manifest().models()).containsExactly("fraud");
    }
  }

  @Test
  void shouldRefuseAModelWithoutAJournal() {
    assertThatThrownBy(() -> export(twoModels(), List.of("fruad"), Optional.of(key)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("'fruad' has no entry");
  }

  @Test
  void shouldBeTheSameFileForTheSameRecords() throws IOException {
    // when
    byte[] one = Files.readAllBytes(export(twoModels(), List.of(), Optional.of(key)));
    byte[] other = Files.readAllBytes(export(twoModels(), List.of(), Optional.of(key)));

    // then
    assertThat(one).isEqualTo(other);
  }

  @Test
  void shouldBeReadByStandardAvroTools() throws IOException {
    // given
    Path file = export(twoModels(), List.of(), Optional.of(key));
    File avro = folder.resolve("agents.avro").toFile();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Files.write(
          avro.toPath(), zip.getInputStream(zip.getEntry("records/agents-0.avro")).readAllBytes());
    }

    // when
    List<GenericRecord> rows = new ArrayList<>();
    try (var reader = new DataFileReader<GenericRecord>(avro, new GenericDatumReader<>())) {
      reader.forEach(rows::add);
    }

    // then
    assertThat(rows).extracting(row -> row.get("offset")).containsExactly(3L, 8L, 9L, 10L);
  }

  @Test
  void shouldReadWhatHasManyBlocks() throws IOException {
    // given
    InMemoryRecording recording = new InMemoryRecording(1);
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      byte[] value = new byte[random.nextInt(2_000)];
      random.nextBytes(value);
      recording.add(TOPICS.metrics(), 0, 2L * i, START + i, "fraud", value);
    }

    // when
    try (BundleRecording bundle =
        open(export(recording, List.of(), Optional.of(key)), Optional.empty())) {
      // then
      assertThat(rows(bundle, TOPICS.metrics(), 0)).isEqualTo(rows(recording, TOPICS.metrics(), 0));
    }
  }

  private Path export(Recording recording, List<String> models, Optional<SigningKey> signer)
      throws IOException {
    Path file = folder.resolve("bundle-%d.zip".formatted(System.nanoTime()));
    new BundleExport(recording, InMemoryRecording::schema, models, (fraction, records) -> {})
        .write(Files.newOutputStream(file), ORIGIN, signer);
    return file;
  }

  private static BundleRecording open(Path file, Optional<VerifyingKey> expected) {
    return BundleRecording.open(file, expected, (bytes, total) -> {});
  }

  /** Records of two models in partition 0; spam's carry fraud's time past a deadline. */
  static InMemoryRecording twoModels() {
    Topics topics = TOPICS;
    return new InMemoryRecording(2)
        .add(topics.agents(), 0, 3, START, "fraud", new byte[] {1})
        .add(topics.agents(), 0, 8, START + 1, "spam", new byte[] {2})
        .add(topics.commands(), 0, 5, START + 60_500, "spam", null)
        .add(topics.agents(), 0, 9, START + 60_000, "spam", new byte[] {3})
        .add(topics.agents(), 0, 10, START + 60_001, "fraud", new byte[] {4})
        .add(topics.metrics(), 1, 0, START, "other", new byte[] {0, 0, 0, 0, 99, 1})
        .add(topics.deadLetters(), 1, 0, START + 2, null, new byte[] {9})
        .add(topics.rollouts(), 0, 4, START + 3, "fraud", null)
        .journal(0, 0, START, "fraud", CauseKind.INPUT, 3)
        .journal(0, 2, START + 1, "spam", CauseKind.INPUT, 8)
        .journal(0, 5, START + 60_000, "fraud", CauseKind.TIMER, 9);
  }

  static List<String> rows(Recording recording, String topic, int partition) {
    List<String> rows = new ArrayList<>();
    try (RecordLog log = recording.open(topic, partition)) {
      for (var next = log.next(); next.isPresent(); next = log.next()) {
        rows.add(row(next.get()));
      }
    }
    return rows;
  }

  private static String row(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder headers = new StringBuilder();
    record.headers().forEach(h -> headers.append(h.key()).append(Arrays.toString(h.value())));
    return "%d %d %s %s {%s}"
        .formatted(
            record.offset(),
            record.timestamp(),
            record.key() == null
                ? null
                : new String(record.key(), java.nio.charset.StandardCharsets.UTF_8),
            Arrays.toString(record.value()),
            headers);
  }
}
