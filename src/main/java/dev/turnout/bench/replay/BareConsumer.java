package dev.turnout.bench.replay;

import dev.turnout.bus.BusRecording;
import dev.turnout.bus.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads topics, and does nothing with the bytes or decodes them: as fast as anything can be that
 * reads them.
 */
public final class BareConsumer {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * What was read.
   *
   * @param inputs records of the input topics, a count
   * @param entries of the journal, a count
   * @param bytes of all keys and values
   * @param seconds that it took
   */
  public record Read(long inputs, long entries, long bytes, double seconds) {}

  private final Connection connection;
  private final Optional<Deserializer<Object>> values;

  private BareConsumer(Connection connection, Optional<Deserializer<Object>> values) {
    this.connection = connection;
    this.values = values;
  }

  static BareConsumer reading(Connection connection) {
    return new BareConsumer(connection, Optional.empty());
  }

  /**
   * @param values stays the caller's
   */
  static BareConsumer decoding(Connection connection, Deserializer<Object> values) {
    return new BareConsumer(connection, Optional.of(values));
  }

  /** Reads what a verification reads: inputs, journal and states. */
  Read read(int partitions) {
    long begin = System.nanoTime();
    var bytes = new ByteArrayDeserializer();
    try (var consumer =
        new KafkaConsumer<>(BusRecording.consumerConfig(connection), bytes, bytes)) {
      List<TopicPartition> all = places(partitions);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
      long inputs = 0;
      long entries = 0;
      long size = 0;
      while (!ends.isEmpty()) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        for (TopicPartition place : polled.partitions()) {
          List<ConsumerRecord<byte[], byte[]>> records = polled.records(place);
          inputs += connection.topics().inputs().contains(place.topic()) ? records.size() : 0;
          entries += place.topic().equals(connection.topics().journal()) ? records.size() : 0;
          for (ConsumerRecord<byte[], byte[]> record : records) {
            size += record.serializedKeySize() + record.serializedValueSize();
            values.ifPresent(known -> requireValue(known, record));
          }
        }
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
      return new Read(inputs, entries, size, (System.nanoTime() - begin) / 1e9);
    }
  }

  private static void requireValue(
      Deserializer<Object> values, ConsumerRecord<byte[], byte[]> record) {
    if (values.deserialize(record.topic(), record.headers(), record.value()) == null) {
      throw new IllegalStateException("Expected only records with a value");
    }
  }

  private List<TopicPartition> places(int partitions) {
    List<String> names = new ArrayList<>(connection.topics().inputs());
    names.add(connection.topics().journal());
    names.add(connection.topics().rollouts());
    List<TopicPartition> places = new ArrayList<>();
    for (String name : names) {
      for (int partition = 0; partition < partitions; partition++) {
        places.add(new TopicPartition(name, partition));
      }
    }
    return places;
  }
}
