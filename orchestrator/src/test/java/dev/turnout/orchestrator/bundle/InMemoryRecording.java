package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.orchestrator.audit.ListLog;
import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.schemas.AvroDeserializer;
import dev.turnout.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Records that a test makes up. */
final class InMemoryRecording implements Recording {
  static final Topics TOPICS = new Topics("staging");
  static final int JOURNAL_SCHEMA = 7;

  private final int partitions;
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>();

  InMemoryRecording(int partitions) {
    this.partitions = partitions;
  }

  static Optional<Schema> schema(int id) {
    return id == JOURNAL_SCHEMA ? Optional.of(JournalEntry.getClassSchema()) : Optional.empty();
  }

  InMemoryRecording add(
      String topic,
      int partition,
      long offset,
      long timestamp,
      @Nullable String key,
      byte @Nullable [] value) {
    RecordHeaders headers = new RecordHeaders();
    if (topic.equals(TOPICS.deadLetters())) {
      headers.add("turnout.reason", "Expected a value, but got none".getBytes(UTF_8));
      headers.add("empty", null);
    }
    records
        .computeIfAbsent(place(topic, partition), p -> new ArrayList<>())
        .add(
            new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value,
                headers,
                Optional.empty()));
    return this;
  }

  /** An entry of a model that the input at this offset of the agents' topic caused. */
  InMemoryRecording journal(
      int partition, long offset, long at, String model, CauseKind kind, long cause) {
    JournalEntry entry =
        new JournalEntry(
            model,
            offset + 1,
            at,
            1,
            "",
            new Cause(kind, TOPICS.agents(), partition, cause),
            new ConsumedOffsets(0L, 0L, cause + 1),
            new NodeJoined("node-" + offset));
    return add(TOPICS.journal(), partition, offset, at, model, framed(entry));
  }

  private static byte[] framed(JournalEntry entry) {
    byte[] avro = dev.turnout.orchestrator.codec.EntryHash.bytes(entry);
    return ByteBuffer.allocate(5 + avro.length)
        .put((byte) 0)
        .putInt(JOURNAL_SCHEMA)
        .put(avro)
        .array();
  }

  @Override
  public Topics topics() {
    return TOPICS;
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public RecordLog open(String topic, int partition) {
    return new ListLog(records.getOrDefault(place(topic, partition), List.of()), 2);
  }

  @Override
  public Deserializer<Object> values() {
    AvroDeserializer values = new AvroDeserializer(InMemoryRecording::schema);
    return values::deserialize;
  }

  private static String place(String topic, int partition) {
    return topic + "-" + partition;
  }
}
