package dev.turnout.bus;

import dev.turnout.orchestrator.audit.RecordLog;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What lies on the bus now. Its troubles are {@link Failure}s. Each log has a consumer of its own,
 * so several threads may read several logs.
 */
public final class BusRecording implements Recording, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final Connection connection;
  private final int partitions;
  private final RegistryClient registry;

  private BusRecording(Connection connection, int partitions) {
    this.connection = connection;
    this.partitions = partitions;
    this.registry = new RegistryClient(RegistryConfig.from(connection.patient()));
  }

  /** The installation that the connection leads to. */
  public static BusRecording open(Connection connection) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () -> {
          try (KafkaConsumer<byte[], byte[]> consumer = consumer(connection)) {
            List<PartitionInfo> found = consumer.partitionsFor(connection.topics().journal());
            if (found == null || found.isEmpty()) {
              throw Reach.missingTopics(connection);
            }
            return new BusRecording(connection, found.size());
          }
        });
  }

  @Override
  public Topics topics() {
    return connection.topics();
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public RecordLog open(String topic, int partition) {
    return open(topic, partition, 0);
  }

  @Override
  public RecordLog open(String topic, int partition, long from) {
    return over(() -> new Log(consumer(connection), new TopicPartition(topic, partition), from));
  }

  @Override
  public Deserializer<Object> values() {
    return Serdes.valueDeserializer(connection.patient());
  }

  /** The schema that the registry has under an id; empty if it has none. */
  public Optional<Schema> schema(int id) {
    return over(() -> registry.byId(id));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Connection connection) {
    return new KafkaConsumer<>(
        consumerConfig(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Nothing of its own is open; logs and readers are closed by those who opened them. */
  @Override
  public void close() {}

  /** How the consumers are set that read whole topics, committed records only. */
  public static Map<String, Object> consumerConfig(Connection connection) {
    Map<String, Object> config = connection.forConsumer();
    // An auditor must not go on behind a gap without a word.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    config.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
    return config;
  }

  private <T> T over(Supplier<T> action) {
    return Reach.over(
        connection,
        () -> {
          try {
            return action.get();
          } catch (OffsetOutOfRangeException e) {
            throw new Failure(
                Exit.UNREACHABLE,
                "Records expired while they were read (%s): start again".formatted(e.getMessage()),
                e);
          }
        });
  }

  private final class Log implements RecordLog {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition where;
    private final long begin;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled =
        List.<ConsumerRecord<byte[], byte[]>>of().iterator();

    Log(KafkaConsumer<byte[], byte[]> consumer, TopicPartition where, long from) {
      this.consumer = consumer;
      this.where = where;
      List<TopicPartition> only = List.of(where);
      try {
        consumer.assign(only);
        this.begin = consumer.beginningOffsets(only).getOrDefault(where, 0L);
        this.end = Math.max(begin, consumer.endOffsets(only).getOrDefault(where, 0L));
        consumer.seek(where, Math.max(begin, from));
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public long begin() {
      return begin;
    }

    @Override
    public long end() {
      return end;
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
      if (!polled.hasNext()) {
        over(this::poll);
      }
      return polled.hasNext()
          ? Optional.of(polled.next()).filter(record -> record.offset() < end)
          : Optional.empty();
    }

    /** Waits for records, or until the position says that none are left. */
    private boolean poll() {
      long since = System.nanoTime();
      long position = consumer.position(where);
      while (!polled.hasNext() && position < end) {
        polled = consumer.poll(POLL).iterator();
        long now = consumer.position(where);
        if (now > position) {
          since = System.nanoTime();
        } else if (System.nanoTime() - since > PATIENCE_NANOS) {
          throw new Failure(
              Exit.UNREACHABLE,
              "The bus at %s gave no record of %s for %d seconds, at offset %d of %d"
                  .formatted(
                      connection.bootstrap(), where, PATIENCE_NANOS / 1_000_000_000, now, end));
        }
        position = now;
      }
      return polled.hasNext();
    }

    @Override
    public void close() {
      Connection.close(consumer);
    }
  }
}
