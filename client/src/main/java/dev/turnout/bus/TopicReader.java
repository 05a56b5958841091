package dev.turnout.bus;

import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one topic without a consumer group, committed records only. Not thread-safe. Its troubles
 * are {@link dev.turnout.output.Failure}s.
 */
public final class TopicReader implements AutoCloseable {
  private final Connection connection;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Object> values;
  private final List<TopicPartition> partitions;
  private final int partitionCount;

  private TopicReader(
      Connection connection,
      KafkaConsumer<byte[], byte[]> consumer,
      Deserializer<Object> values,
      List<TopicPartition> partitions,
      int partitionCount) {
    this.connection = connection;
    this.consumer = consumer;
    this.values = values;
    this.partitions = List.copyOf(partitions);
    this.partitionCount = partitionCount;
    consumer.assign(partitions);
  }

  /** A reader of the whole topic. */
  public static TopicReader ofAll(Connection connection, String topic) {
    return open(connection, topic, Optional.empty());
  }

  /** A reader of the partition in which the model lies. */
  public static TopicReader ofModel(Connection connection, String topic, String model) {
    return open(connection, topic, Optional.of(model));
  }

  private static TopicReader open(Connection connection, String topic, Optional<String> model) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () -> {
          Map<String, Object> config = connection.forConsumer();
          var consumer =
              new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
          try {
            int count = partitions(connection, consumer, topic);
            List<TopicPartition> wanted = new ArrayList<>();
            for (int p = 0; p < count; p++) {
              if (model.isEmpty() || Topics.partitionOf(model.get(), count) == p) {
                wanted.add(new TopicPartition(topic, p));
              }
            }
            return new TopicReader(
                connection,
                consumer,
                Serdes.valueDeserializer(connection.patient()),
                wanted,
                count);
          } catch (RuntimeException e) {
            consumer.close();
            throw e;
          }
        });
  }

  private static int partitions(
      Connection connection, KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw Reach.missingTopics(connection);
    }
    return found.size();
  }

  /** Partitions of the topic, whether they are read or not; a count from 1. */
  public int partitionCount() {
    return partitionCount;
  }

  /** Goes behind the newest record; what comes later will be read. */
  public void seekToEnd() {
    Reach.over(
        connection,
        () -> {
          consumer.seekToEnd(partitions);
          partitions.forEach(consumer::position);
          return true;
        });
  }

  /** Goes to the oldest record. */
  public void seekToBeginning() {
    consumer.seekToBeginning(partitions);
  }

  /** What came, at most after the wait; empty when nothing came. */
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    return Reach.over(
        connection,
        () -> {
          List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
          consumer.poll(wait).forEach(records::add);
          return records;
        });
  }

  /** Offset of the record that comes next; for a reader of one model. */
  public long position() {
    return Reach.over(connection, () -> consumer.position(partitions.get(0)));
  }

  /** Offset behind the newest record that there is now; for a reader of one model. */
  public long end() {
    return Reach.over(
        connection,
        () -> consumer.endOffsets(partitions).getOrDefault(partitions.get(0), position()));
  }

  /** Goes so many records before the end of each partition; fewer if there are fewer. */
  public void seekToLast(long count) {
    seekToEnd();
    Map<TopicPartition, Long> begins =
        Reach.over(connection, () -> consumer.beginningOffsets(partitions));
    for (TopicPartition partition : partitions) {
      long position = Reach.over(connection, () -> consumer.position(partition));
      consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), position - count));
    }
  }

  /** Everything from the present position to the newest record there is now, one by one. */
  public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<TopicPartition, Long> ends = Reach.over(connection, () -> consumer.endOffsets(partitions));
    while (!reached(ends)) {
      poll(Duration.ofMillis(200)).forEach(taker);
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return Reach.over(
        connection,
        () ->
            ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
  }

  /**
   * The value as a record of the type; empty when there is none, or when it is something else or
   * cannot be read.
   */
  public <T> Optional<T> decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    try {
      return decode(record).filter(type::isInstance).map(type::cast);
    } catch (UndecodableRecordException e) {
      return Optional.empty();
    }
  }

  /**
   * The value, whatever it is; empty when there is none.
   *
   * @throws UndecodableRecordException if the bytes cannot be read
   */
  public Optional<Object> decode(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(values.deserialize(record.topic(), value));
    } catch (RegistryException e) {
      throw Reach.failure(connection, e);
    }
  }

  @Override
  public void close() {
    Connection.close(consumer);
    values.close();
  }
}
