package dev.turnout.bus;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.UndecodableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads stretches of a topic's partitions, committed records only, as often as asked. Not
 * thread-safe. Its troubles are {@link Failure}s.
 */
public final class StretchReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Connection connection;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Object> values;
  private final int partitions;

  private StretchReader(
      Connection connection, String topic, KafkaConsumer<byte[], byte[]> consumer, int partitions) {
    this.connection = connection;
    this.topic = topic;
    this.consumer = consumer;
    this.partitions = partitions;
    this.values = Serdes.valueDeserializer(connection.patient());
  }

  /** A reader of this topic. */
  public static StretchReader open(Connection connection, String topic) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () -> {
          var consumer =
              new KafkaConsumer<>(
                  BusRecording.consumerConfig(connection),
                  new ByteArrayDeserializer(),
                  new ByteArrayDeserializer());
          List<PartitionInfo> found = consumer.partitionsFor(topic);
          if (found == null || found.isEmpty()) {
            consumer.close();
            throw Reach.missingTopics(connection);
          }
          return new StretchReader(connection, topic, consumer, found.size());
        });
  }

  /** The partition in which a model lies. */
  public int partitionOf(String model) {
    return Topics.partitionOf(model, partitions);
  }

  /** Offset of the oldest record. */
  public long begin(int partition) {
    TopicPartition where = new TopicPartition(topic, partition);
    return Reach.over(
        connection, () -> consumer.beginningOffsets(List.of(where)).getOrDefault(where, 0L));
  }

  /** Offset behind the newest record. */
  public long end(int partition) {
    TopicPartition where = new TopicPartition(topic, partition);
    return Reach.over(
        connection, () -> consumer.endOffsets(List.of(where)).getOrDefault(where, 0L));
  }

  /** Offset of the first record at or after a time; the end if there is none. */
  public long at(int partition, Instant time) {
    TopicPartition where = new TopicPartition(topic, partition);
    OffsetAndTimestamp found =
        Reach.over(
            connection,
            () -> consumer.offsetsForTimes(Map.of(where, time.toEpochMilli())).get(where));
    return found == null ? end(partition) : found.offset();
  }

  /** Gives the records from one offset to before another, in their order. */
  public void read(
      int partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Reach.over(
        connection,
        () -> {
          TopicPartition where = new TopicPartition(topic, partition);
          consumer.assign(List.of(where));
          consumer.seek(where, from);
          long since = System.nanoTime();
          while (consumer.position(where) < to) {
            List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
            consumer.poll(POLL).forEach(polled::add);
            polled.stream().filter(record -> record.offset() < to).forEach(taker);
            if (!polled.isEmpty()) {
              since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_NANOS) {
              throw new Failure(
                  Exit.UNREACHABLE, "The bus gave no record of %s in time".formatted(where));
            }
          }
          return true;
        });
  }

  /** The value as a record of the type; empty when it is something else or cannot be read. */
  public <T> Optional<T> decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    try {
      return Optional.ofNullable(record.value())
          .map(value -> values.deserialize(record.topic(), value))
          .filter(type::isInstance)
          .map(type::cast);
    } catch (UndecodableRecordException e) {
      return Optional.empty();
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
