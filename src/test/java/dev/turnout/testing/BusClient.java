package dev.turnout.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.schemas.DeadLetter;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads a test's topics like any other program does. Used by one thread. */
public final class BusClient implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final TestBus bus;
  private final TurnoutSerde serde;
  private final KafkaProducer<byte[], byte[]> producer;

  public BusClient(TestBus bus) {
    this.bus = bus;
    this.serde = bus.serde();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bus.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes a message and waits until the broker has it. */
  public RecordMetadata send(String topic, String key, SpecificRecord message) {
    return sendBytes(topic, key.getBytes(UTF_8), encode(topic, message));
  }

  /** The bytes of a message; the first of its type asks the registry. */
  public byte[] encode(String topic, SpecificRecord message) {
    return serde.serializer().serialize(topic, message);
  }

  /** Writes any bytes. */
  public RecordMetadata sendBytes(String topic, byte[] key, byte[] value) {
    return write(new ProducerRecord<>(topic, key, value));
  }

  /** Writes a record once more, as it is. */
  public RecordMetadata sendAgain(ConsumerRecord<byte[], byte[]> record) {
    return write(
        new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()));
  }

  private RecordMetadata write(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a record into the dead letters, as orchestrator and agents do. */
  public void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
    DeadLetter letter = DeadLetter.of(record, reason);
    write(
        new ProducerRecord<>(
            bus.topics().deadLetters(), 0, letter.key(), letter.value(), letter.headers()));
  }

  public SpecificRecord decode(ConsumerRecord<byte[], byte[]> record) {
    return serde.deserializer().deserialize(record.topic(), record.value());
  }

  /** Everything of one type that is committed in a topic now; a partition's in its order. */
  public <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    return readRaw(topic).stream().map(record -> type.cast(decode(record))).toList();
  }

  /** Every committed record of a topic. */
  public List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bus.bootstrapServers());
    config.put("isolation.level", "read_committed");
    config.put("fetch.max.wait.ms", 20);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    serde.close();
  }
}
