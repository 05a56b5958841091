package dev.turnout.bench.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what nodes and pipelines say. Thread-safe. */
final class Sender implements AutoCloseable {
  private final TurnoutSerde serde;
  private final KafkaProducer<byte[], byte[]> usual;
  private final KafkaProducer<byte[], byte[]> prompt;
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

  Sender(Map<String, Object> settings, TurnoutSerde serde) {
    this.serde = serde;
    this.usual = producer(settings, "5");
    this.prompt = producer(settings, "0");
  }

  private static KafkaProducer<byte[], byte[]> producer(
      Map<String, Object> settings, String linger) {
    Map<String, Object> config = new HashMap<>(settings);
    config.put("linger.ms", linger);
    config.put("batch.size", 64 * 1024);
    config.put("buffer.memory", 64 * 1024 * 1024);
    config.remove("schema.registry.url");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  ProducerRecord<byte[], byte[]> encode(String topic, String model, SpecificRecord message) {
    synchronized (serde) {
      return new ProducerRecord<>(
          topic, model.getBytes(UTF_8), serde.serializer().serialize(topic, message));
    }
  }

  /** With what others say at the same time. */
  void send(ProducerRecord<byte[], byte[]> record) {
    send(usual, record);
  }

  /** At once. */
  void sendNow(ProducerRecord<byte[], byte[]> record) {
    send(prompt, record);
  }

  void flush() {
    usual.flush();
    prompt.flush();
  }

  private void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    if (!failures.isEmpty()) {
      throw new IllegalStateException("Expected the bus to take every record", failures.element());
    }
    var unused =
        producer.send(
            record,
            (written, e) -> {
              if (e != null) {
                failures.add(e);
              }
            });
  }

  @Override
  public void close() {
    usual.close(Duration.ofSeconds(1));
    prompt.close(Duration.ofSeconds(1));
  }
}
