package dev.turnout.bench.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bus.Connection;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends inputs as an agent does: at once, to be acknowledged by all replicas. */
final class Sender implements AutoCloseable {
  private final TurnoutSerde serde;
  private final KafkaProducer<byte[], byte[]> producer;

  Sender(Connection connection) {
    this.serde = new TurnoutSerde(new RegistryClient(RegistryConfig.from(connection.properties())));
    Map<String, Object> settings = new HashMap<>(connection.properties());
    settings.put("linger.ms", "0");
    settings.put("acks", "all");
    var bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(settings, bytes, bytes);
  }

  /**
   * Does not wait.
   *
   * @return when it was given away, by {@link System#nanoTime}
   */
  long send(String topic, String key, SpecificRecord message) {
    byte[] value = serde.serializer().serialize(topic, message);
    long nanos = System.nanoTime();
    var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    return nanos;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    serde.close();
  }
}
