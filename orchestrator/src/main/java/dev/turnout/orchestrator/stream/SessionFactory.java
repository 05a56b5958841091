package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.schemas.Serdes;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes sessions. Serializers outlive them, so that a new session need not ask the registry again.
 */
final class SessionFactory implements AutoCloseable {

  private final OrchestratorConfig config;
  private final StreamMetrics metrics;
  private final Readiness readiness;
  private final InstantSource clock;
  private final Admin admin;
  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;

  SessionFactory(
      OrchestratorConfig config, StreamMetrics metrics, Readiness readiness, InstantSource clock) {
    this.config = config;
    this.metrics = metrics;
    this.readiness = readiness;
    this.clock = clock;
    Map<String, Object> serde = ClientSettings.serde(config);
    this.serializer = Serdes.valueSerializer(serde);
    this.deserializer = Serdes.valueDeserializer(serde);
    this.admin = Admin.create(ClientSettings.admin(config));
  }

  Admin admin() {
    return admin;
  }

  Serializer<Object> serializer() {
    return serializer;
  }

  /** Joins the group; fences an earlier session of this instance. */
  Session open() {
    var writer = new TransactionWriter(ClientSettings.producer(config), serializer);
    try {
      var consumer =
          new KafkaConsumer<>(
              ClientSettings.consumer(config),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      return new Session(
          config,
          consumer,
          writer,
          new Restorer(config, deserializer, admin),
          new Inbox(new InputDecoder(config.topics(), deserializer), readiness),
          metrics,
          readiness,
          clock);
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public void close() {
    admin.close();
    serializer.close();
    deserializer.close();
  }
}
