package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.lifeline.Lifelines;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
  private final CommandSecurity security;
  private final StreamMetrics metrics;
  private final Readiness readiness;
  private final DecisionTracer tracer;
  private final InstantSource clock;
  private final Admin admin;
  private final Optional<Lifelines> lifelines;
  private Optional<Duration> session = Optional.empty();
  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;

  SessionFactory(
      OrchestratorConfig config,
      CommandSecurity security,
      StreamMetrics metrics,
      Readiness readiness,
      DecisionTracer tracer,
      InstantSource clock) {
    this.config = config;
    this.security = security;
    this.tracer = tracer;
    this.metrics = metrics;
    this.readiness = readiness;
    this.clock = clock;
    Map<String, Object> serde = ClientSettings.serde(config);
    this.serializer = Serdes.valueSerializer(serde);
    this.deserializer = Serdes.valueDeserializer(serde);
    this.admin = Admin.create(ClientSettings.admin(config));
    this.lifelines = config.lifeline().wanted() ? Optional.of(openLifelines()) : Optional.empty();
    metrics.lifelines(() -> lifelines.map(Lifelines::held).orElse(0));
  }

  Admin admin() {
    return admin;
  }

  Serializer<Object> serializer() {
    return serializer;
  }

  /** Joins the group; fences an earlier session of this instance. */
  Session open() {
    int partitions =
        new TopicsAdmin(admin, config.topics(), TopicSettings.production()).partitions();
    var writer =
        new TransactionWriter(
            ClientSettings.producer(config),
            serializer,
            config.topics().commands(),
            security.signer());
    try {
      var consumer =
          new KafkaConsumer<>(
              consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
      var decoder = new InputDecoder(config.topics(), partitions, deserializer, security.door());
      return new Session(
          config,
          consumer,
          writer,
          new Restorer(config, deserializer, decoder, admin),
          new LeftTransactions(config, admin),
          new Inbox(decoder, readiness, System::nanoTime),
          metrics,
          readiness,
          tracer,
          clock);
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private Map<String, Object> consumerSettings() {
    if (session.isEmpty()) {
      session = Optional.of(SessionTimeout.shortest(admin));
    }
    Map<String, Object> settings = ClientSettings.consumer(config, session.orElseThrow());
    lifelines.ifPresent(
        own -> settings.compute("client.id", (key, base) -> own.clientId(String.valueOf(base))));
    return settings;
  }

  private Lifelines openLifelines() {
    try {
      return Lifelines.open(
          config.lifeline(),
          config.kafka().getOrDefault("bootstrap.servers", ""),
          config.transactionalId(),
          admin,
          config.group(),
          peer -> metrics.peerRemoved());
    } catch (RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  /** To be called when the last session is closed. */
  @Override
  public void close() {
    lifelines.ifPresent(Lifelines::close);
    admin.close();
    serializer.close();
    deserializer.close();
  }
}
