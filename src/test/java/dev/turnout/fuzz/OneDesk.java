package dev.turnout.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.LoggerFactory;

/** The way of a record from its bytes to what the orchestrator writes, without a broker. */
final class OneDesk {
  static final Topics TOPICS = Topics.standard();

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DeskMeter SILENT =
      new DeskMeter() {
        @Override
        public void input(InputTopic topic) {}

        @Override
        public void entry(RolloutEvent event) {}

        @Override
        public void poison(InputTopic topic) {}
      };

  /** Where the one registry of the JVM is, for Kafka's clients. */
  static final Map<String, String> REGISTRY =
      Map.of(
          "schema.registry.url", EmbeddedRegistry.start().url(), "bootstrap.servers", "nowhere:1");

  static final TurnoutSerde SERDE =
      new TurnoutSerde(new RegistryClient(RegistryConfig.from(REGISTRY)));

  static {
    // It warns of every dead letter.
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(PartitionDesk.class))
        .setLevel(Level.ERROR);
  }

  private final InputDecoder decoder = decoder();
  private final Outbox outbox = new Outbox(TOPICS);
  private final PartitionDesk desk;
  private Instant now;
  private long offset;

  private OneDesk(Heritage heritage, Instant now) {
    this.desk = new PartitionDesk(0, TOPICS, SILENT, heritage);
    this.now = now;
  }

  /** A desk that knows no model. */
  static OneDesk empty() {
    return new OneDesk(Heritage.none(), START);
  }

  /** A desk that goes on from a model's state. */
  static OneDesk restored(RolloutState state) {
    OneDesk desk =
        new OneDesk(
            Heritage.of(List.of(state), new Positions()), Instant.ofEpochMilli(state.getAtMs()));
    desk.offset = 1_000_000;
    return desk;
  }

  @SuppressWarnings("unchecked")
  static InputDecoder decoder() {
    return new InputDecoder(
        TOPICS, 1, (Deserializer<Object>) (Deserializer<?>) SERDE.deserializer());
  }

  static byte[] encode(String topic, SpecificRecord message) {
    return SERDE.serializer().serialize(topic, message);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** What the bytes say; the next record of its topic. */
  Received receive(InputTopic topic, String key, byte[] value) {
    byte[] keyBytes = key.getBytes(UTF_8);
    return decoder.decode(
        new ConsumerRecord<>(
            topic.nameIn(TOPICS),
            0,
            offset++,
            now.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            keyBytes.length,
            value.length,
            keyBytes,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  /** What follows from a record. */
  List<Outgoing> take(Received received) {
    desk.take(received, false, outbox);
    return outbox.drain();
  }
}
