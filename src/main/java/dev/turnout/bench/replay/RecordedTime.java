package dev.turnout.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.fleet.SimulatedNode;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Records one partition faster than it would happen: nodes report, the real rules decide, and
 * everything is written where it would lie, with the time that it would have.
 */
final class RecordedTime {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReplayScale scale;
  private final int partition;
  private final Topics topics;
  private final TurnoutSerde serde;
  private final InputDecoder decoder;
  private final Consumer<ProducerRecord<byte[], byte[]>> sink;
  private final Outbox outbox;
  private final PartitionDesk desk;
  private final List<ReplayModel> models;
  private final Map<String, Long> offsets = new HashMap<>();
  private int second;

  /**
   * @param sink writes the records of a topic in their order, the first with offset 0
   */
  RecordedTime(
      ReplayScale scale,
      int partition,
      Topics topics,
      TurnoutSerde serde,
      Chance chance,
      Consumer<ProducerRecord<byte[], byte[]>> sink) {
    this.scale = scale;
    this.partition = partition;
    this.topics = topics;
    this.serde = serde;
    this.decoder = new InputDecoder(topics, scale.partitions(), values(serde));
    this.sink = sink;
    this.outbox = new Outbox(topics);
    this.desk = new PartitionDesk(partition, topics, DeskMeter.NONE, Heritage.none());
    List<String> names = scale.modelsOf(partition);
    this.models =
        IntStream.range(0, names.size())
            .mapToObj(i -> new ReplayModel(names.get(i), scale.nodes(), 30 + 60 * i, chance))
            .toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static org.apache.kafka.common.serialization.Deserializer<Object> values(
      TurnoutSerde serde) {
    return (org.apache.kafka.common.serialization.Deserializer) serde.deserializer();
  }

  /**
   * Writes it all.
   *
   * @param passed is run after every second of the recorded time
   */
  void write(Runnable passed) {
    for (second = 0; second < scale.seconds(); second++) {
      models.forEach(this::second);
      passed.run();
    }
    publish();
  }

  private void second(ReplayModel model) {
    model
        .command(second)
        .ifPresent(command -> input(topics.commands(), model, command, at(model, 0)));
    for (int i = 0; i < model.nodes().size(); i++) {
      SimulatedNode node = model.nodes().get(i);
      Instant at = at(model, i);
      input(topics.agents(), model, node.heartbeat(model.table(), at), at);
      model
          .table()
          .ifPresent(
              table -> input(topics.metrics(), model, node.report(table, model.bad(), at), at));
    }
  }

  /** Nodes report one after another, spread over the second. */
  private Instant at(ReplayModel model, int node) {
    int place = models.indexOf(model) * scale.nodes() + node;
    return START.plusSeconds(second).plusMillis(1000L * place / (models.size() * scale.nodes()));
  }

  private void input(String topic, ReplayModel model, SpecificRecord message, Instant at) {
    byte[] key = model.name().getBytes(UTF_8);
    byte[] value = serde.serializer().serialize(topic, message);
    long offset = offsets.merge(topic, 1L, Long::sum) - 1;
    sink.accept(new ProducerRecord<>(topic, partition, at.toEpochMilli(), key, value));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic,
            partition,
            offset,
            at.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            key.length,
            value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty());
    desk.take(decoder.decode(record), false, outbox);
    if (outbox.isUrgent()) {
      publish();
    }
  }

  private void publish() {
    for (Outgoing outgoing : outbox.drain()) {
      SpecificRecord message = outgoing.message();
      if (message == null) {
        throw new IllegalStateException("Expected only records that can be used");
      }
      Instant at = START.plusSeconds(second);
      byte[] value = serde.serializer().serialize(outgoing.topic(), message);
      sink.accept(
          new ProducerRecord<>(
              outgoing.topic(), partition, at.toEpochMilli(), outgoing.key(), value));
      react(message);
    }
  }

  private void react(SpecificRecord message) {
    for (ReplayModel model : models) {
      if (message instanceof RouteTable table && table.getModel().equals(model.name())) {
        model.take(table);
      } else if (message instanceof JournalEntry entry
          && entry.getModel().equals(model.name())
          && entry.getEvent() instanceof RolloutEnded) {
        model.ended(second);
      }
    }
  }
}
