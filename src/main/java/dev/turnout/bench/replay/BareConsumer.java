package dev.turnout.bench.replay;

import dev.turnout.bus.BusRecording;
import dev.turnout.bus.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics and does nothing with the bytes: as fast as anything can be that reads them. */
final class BareConsumer {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * What was read.
   *
   * @param inputs records of the input topics, a count
   * @param entries of the journal, a count
   * @param bytes of all keys and values
   * @param seconds that it took
   */
  record Read(long inputs, long entries, long bytes, double seconds) {}

  private final Connection connection;

  BareConsumer(Connection connection) {
    this.connection = connection;
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
          }
        }
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
      return new Read(inputs, entries, size, (System.nanoTime() - begin) / 1e9);
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
