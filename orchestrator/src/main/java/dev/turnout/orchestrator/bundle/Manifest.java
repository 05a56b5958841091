package dev.turnout.orchestrator.bundle;

import dev.turnout.schemas.Topic;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in a bundle. The signature is over its bytes, and it has the hash of every other file.
 *
 * @param format version of the format, a count from 1
 * @param turnout version of the program that wrote it
 * @param createdAt by the clock of the machine that wrote it
 * @param createdBy who wrote it, as that machine says
 * @param topicPrefix what the names of the topics begin with
 * @param partitions of each topic, a count from 1
 * @param models to which the bundle is restricted; empty if it has all
 * @param journals the heads of the models' journals, by model
 * @param records every topic and partition
 * @param schemas of all values that can be read
 */
public record Manifest(
    int format,
    String turnout,
    Instant createdAt,
    String createdBy,
    String topicPrefix,
    int partitions,
    List<String> models,
    List<JournalHead> journals,
    List<RecordsFile> records,
    List<SchemaFile> schemas) {

  /** The format that this program writes, and the only one that it reads. */
  public static final int FORMAT = 1;

  /**
   * The topics of a bundle, in the order in which they are read while the orchestrator goes on:
   * states first, so that the journal reaches at least as far, then the inputs, which reach at
   * least as far as the journal. Routes are not there: they follow from the journal.
   */
  static final List<Topic> TOPICS =
      List.of(
          Topic.ROLLOUTS,
          Topic.JOURNAL,
          Topic.COMMANDS,
          Topic.AGENTS,
          Topic.METRICS,
          Topic.DEAD_LETTERS);

  public Manifest {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "Expected a bundle of format %d, but got %d (use the turnout that wrote it: %s)"
              .formatted(FORMAT, format, turnout));
    }
    models = List.copyOf(models);
    journals = List.copyOf(journals);
    records = List.copyOf(records);
    schemas = List.copyOf(schemas);
    requirePlaces(new Topics(topicPrefix), partitions, records);
    requireNames(schemas);
  }

  /** What the topics are called. */
  public Topics topics() {
    return new Topics(topicPrefix);
  }

  /** Entries of all journals, a count. */
  public long entries() {
    return journals.stream().mapToLong(JournalHead::entries).sum();
  }

  /** Every file but those of the signature. */
  Stream<FileSeal> seals() {
    return Stream.concat(
        records.stream().map(RecordsFile::seal), schemas.stream().map(SchemaFile::seal));
  }

  /** Where a partition lies; empty if the bundle does not have the topic. */
  Optional<RecordsFile> place(String topic, int partition) {
    return records.stream()
        .filter(file -> file.partition() == partition && file.topic().equals(topic))
        .findFirst();
  }

  static String recordsName(Topic topic, int partition) {
    return "records/%s-%d.avro".formatted(topic.suffix(), partition);
  }

  static String schemaName(int id) {
    return "schemas/%d.avsc".formatted(id);
  }

  /** Every partition of every topic once, in one order, under the one name that it can have. */
  private static void requirePlaces(Topics topics, int partitions, List<RecordsFile> records) {
    if (partitions < 1 || records.size() != (long) partitions * TOPICS.size()) {
      throw new IllegalArgumentException(
          "Expected %d topics with 1 partition or more each, but got %d files for %d partitions"
              .formatted(TOPICS.size(), records.size(), partitions));
    }
    List<String> expected = new ArrayList<>();
    for (Topic topic : TOPICS) {
      for (int partition = 0; partition < partitions; partition++) {
        expected.add(place(topics.name(topic), partition, recordsName(topic, partition)));
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      RecordsFile file = records.get(i);
      requireSame(expected.get(i), place(file.topic(), file.partition(), file.seal().name()));
    }
  }

  private static void requireNames(List<SchemaFile> schemas) {
    int before = -1;
    for (SchemaFile schema : schemas) {
      if (schema.id() <= before) {
        throw new IllegalArgumentException(
            "Expected schemas by growing ids, but got %d after %d".formatted(schema.id(), before));
      }
      before = schema.id();
      requireSame(schemaName(schema.id()), schema.seal().name());
    }
  }

  private static String place(String topic, int partition, String name) {
    return "%s-%d in %s".formatted(topic, partition, name);
  }

  private static void requireSame(String expected, String got) {
    if (!expected.equals(got)) {
      throw new IllegalArgumentException("Expected %s, but got %s".formatted(expected, got));
    }
  }
}
