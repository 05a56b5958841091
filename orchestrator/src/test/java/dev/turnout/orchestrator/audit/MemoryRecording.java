package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;

/** Topics in memory, with one partition if nobody says otherwise, to be tampered with. */
final class MemoryRecording implements Recording {

  private final Topics topics = Topics.standard();
  private final int partitions;
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
  private final List<Schema> schemas = new ArrayList<>();

  MemoryRecording() {
    this(1);
  }

  MemoryRecording(int partitions) {
    this.partitions = partitions;
  }

  /** Appends to the partition of the key. */
  ConsumerRecord<byte[], byte[]> appendByKey(
      String topic, long at, String key, SpecificRecord value) {
    int partition = Topics.partitionOf(key, partitions);
    List<ConsumerRecord<byte[], byte[]>> log = log(topic, partition);
    ConsumerRecord<byte[], byte[]> record =
        record(topic, partition, log.size(), at, key, encode(value));
    log.add(record);
    return record;
  }

  ConsumerRecord<byte[], byte[]> append(String topic, long at, String key, SpecificRecord value) {
    return append(topic, at, key, encode(value));
  }

  ConsumerRecord<byte[], byte[]> append(String topic, long at, String key, byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> log = log(topic);
    long offset = log.isEmpty() ? 0 : log.get(log.size() - 1).offset() + 1;
    ConsumerRecord<byte[], byte[]> record = record(topic, offset, at, key, value);
    log.add(record);
    return record;
  }

  static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, long at, String key, byte[] value) {
    return record(topic, 0, offset, at, key, value);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, long at, String key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        at,
        TimestampType.LOG_APPEND_TIME,
        -1,
        -1,
        key.getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** The records of a topic, to be changed. */
  List<ConsumerRecord<byte[], byte[]>> log(String topic) {
    return log(topic, 0);
  }

  List<ConsumerRecord<byte[], byte[]>> log(String topic, int partition) {
    return logs.computeIfAbsent(topic + "-" + partition, name -> new ArrayList<>());
  }

  byte[] encode(SpecificRecord value) {
    int id = schemas.indexOf(value.getSchema());
    if (id < 0) {
      id = schemas.size();
      schemas.add(value.getSchema());
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    try {
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new SpecificDatumWriter<>(value.getSchema()).write(value, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Topics topics() {
    return topics;
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public RecordLog open(String topic, int partition) {
    return new ListLog(log(topic, partition), 1);
  }

  @Override
  public Deserializer<Object> values() {
    return (topic, value) -> decode(value);
  }

  private Object decode(byte[] value) {
    if (value == null || value.length < 5) {
      throw new SerializationException("Expected a frame");
    }
    Schema schema = schemas.get(ByteBuffer.wrap(value).getInt(1));
    try {
      return new SpecificDatumReader<>(schema, schema, SpecificData.get())
          .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("Expected a record, but " + e.getMessage());
    }
  }
}
