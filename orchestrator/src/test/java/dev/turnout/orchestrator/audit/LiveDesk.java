package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.codec.ReportCodec;
import dev.turnout.orchestrator.desk.CommandDoor;
import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.orchestrator.rollout.AgentReported;
import dev.turnout.orchestrator.rollout.CommandReceived;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.MetricsReported;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lets a real desk decide on inputs, and records all of it. */
final class LiveDesk {

  final MemoryRecording recording = new MemoryRecording();
  private final PartitionDesk desk =
      new PartitionDesk(0, recording.topics(), DeskMeter.NONE, Heritage.none());
  private final Outbox outbox = new Outbox(recording.topics());
  private final InputDecoder decoder;

  LiveDesk() {
    this(CommandDoor.OPEN);
  }

  private LiveDesk(CommandDoor door) {
    this.decoder =
        new InputDecoder(recording.topics(), recording.partitions(), recording.values(), door);
  }

  /** Every input is decided on as soon as it comes. */
  static LiveDesk of(List<Input> inputs) {
    return of(inputs, CommandDoor.OPEN);
  }

  /** The same with somebody at the door. */
  static LiveDesk of(List<Input> inputs, CommandDoor door) {
    var live = new LiveDesk(door);
    live.append(inputs).forEach(live::take);
    return live;
  }

  /** The topics come with different delays, as from different brokers; each keeps its order. */
  static LiveDesk shuffled(List<Input> inputs, Random random) {
    var live = new LiveDesk();
    long[] delays = {random.nextInt(400), random.nextInt(400), random.nextInt(400)};
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(live.append(inputs));
    records.sort(
        Comparator.comparingLong(
            record ->
                record.timestamp()
                    + delays[InputTopic.named(record.topic(), live.recording.topics()).ordinal()]));
    records.forEach(live::take);
    return live;
  }

  List<ConsumerRecord<byte[], byte[]>> append(List<Input> inputs) {
    return inputs.stream().map(this::append).toList();
  }

  private ConsumerRecord<byte[], byte[]> append(Input input) {
    SpecificRecord message = message(input);
    String topic = topic(input).nameIn(recording.topics());
    return recording.append(topic, input.at().toEpochMilli(), input.model().value(), message);
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    desk.take(decoder.decode(record), false, outbox);
    for (Outgoing outgoing : outbox.drain()) {
      SpecificRecord message = outgoing.message();
      if (message != null) {
        recording.append(
            outgoing.topic(), record.timestamp(), new String(outgoing.key(), UTF_8), message);
      }
    }
  }

  RolloutState state(String model) {
    return desk.stateOf(new dev.turnout.orchestrator.routing.ModelName(model));
  }

  /** A time as the broker has it. */
  static Instant millis(Instant at) {
    return Instant.ofEpochMilli(at.toEpochMilli());
  }

  private static InputTopic topic(Input input) {
    if (input instanceof MetricsReported) {
      return InputTopic.METRICS;
    }
    return input instanceof AgentReported ? InputTopic.AGENTS : InputTopic.COMMANDS;
  }

  private static SpecificRecord message(Input input) {
    if (input instanceof MetricsReported metrics) {
      return ReportCodec.write(metrics.report());
    }
    return input instanceof AgentReported agent
        ? ReportCodec.write(agent.report())
        : CommandCodec.write(((CommandReceived) input).command());
  }
}
