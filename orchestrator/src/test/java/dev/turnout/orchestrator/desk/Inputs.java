package dev.turnout.orchestrator.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.rollout.AgentReported;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of the input topics. */
final class Inputs {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Inputs() {}

  static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, Instant at, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        1,
        offset,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  static Received received(InputTopic topic, long offset, Instant at, Input input) {
    byte[] key = input.model().value().getBytes(UTF_8);
    return Received.of(
        topic, record("turnout." + topic.name(), offset, at, key, new byte[0]), at, input);
  }

  /** A report of a node that has nothing yet. */
  static Received heartbeat(String model, String node, long sequence, Instant at) {
    AgentReport report =
        new AgentReport(
            new ModelName(model),
            new NodeName(node),
            "boot",
            sequence,
            0,
            false,
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            Labels.NONE);
    return received(InputTopic.AGENTS, sequence, at, new AgentReported(report, at));
  }
}
