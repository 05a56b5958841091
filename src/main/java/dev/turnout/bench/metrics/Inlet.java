package dev.turnout.bench.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bus.Connection;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes inputs with times of its own. They are there for readers all at once, when they are {@link
 * #release}d, however long it takes to write them.
 */
final class Inlet implements AutoCloseable {
  private final TurnoutSerde serde;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> begins = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Inlet(Connection connection) {
    this.serde = new TurnoutSerde(new RegistryClient(RegistryConfig.from(connection.properties())));
    Map<String, Object> settings = new HashMap<>(connection.properties());
    settings.putAll(
        Map.of(
            "transactional.id", connection.topics().prefix() + ".inlet",
            "transaction.timeout.ms", "600000",
            "linger.ms", "20",
            "batch.size", 256 * 1024,
            "compression.type", "lz4"));
    var bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(settings, bytes, bytes);
    producer.initTransactions();
  }

  void open() {
    begins.clear();
    ends.clear();
    producer.beginTransaction();
  }

  /** Writes a record that nobody sees yet. */
  void write(String topic, String model, SpecificRecord message, Instant at) {
    byte[] value = serde.serializer().serialize(topic, message);
    int partition = Topics.partitionOf(model, MetricsScale.PARTITIONS);
    var record =
        new ProducerRecord<>(topic, partition, at.toEpochMilli(), model.getBytes(UTF_8), value);
    var unused =
        producer.send(
            record,
            (written, e) -> {
              if (e != null) {
                failure.set(e);
                return;
              }
              TopicPartition where = new TopicPartition(topic, partition);
              begins.merge(where, written.offset(), Math::min);
              ends.merge(where, written.offset() + 1, Math::max);
            });
  }

  /** Brings all records to the broker, where nobody sees them yet. */
  Chunk flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("Expected the bus to take every record", failure.get());
    }
    return new Chunk(begins, ends);
  }

  void release() {
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    serde.close();
  }
}
