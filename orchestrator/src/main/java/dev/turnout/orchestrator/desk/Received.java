package dev.turnout.orchestrator.desk;

import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.schemas.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of an input topic.
 *
 * @param record as it came
 * @param at the broker's time
 * @param input what it says; empty if it cannot be used
 * @param poison why it cannot be used; empty if it can
 */
public record Received(
    InputTopic topic,
    ConsumerRecord<byte[], byte[]> record,
    Instant at,
    Optional<Input> input,
    Optional<String> poison) {

  static Received of(
      InputTopic topic, ConsumerRecord<byte[], byte[]> record, Instant at, Input input) {
    return new Received(topic, record, at, Optional.of(input), Optional.empty());
  }

  static Received poisoned(
      InputTopic topic, ConsumerRecord<byte[], byte[]> record, Instant at, String reason) {
    return new Received(topic, record, at, Optional.empty(), Optional.of(reason));
  }

  /** A record of which only the time counts. */
  static Received unread(InputTopic topic, ConsumerRecord<byte[], byte[]> record, Instant at) {
    return new Received(topic, record, at, Optional.empty(), Optional.empty());
  }

  /** Partition of the record, a number from 0. */
  public int partition() {
    return record.partition();
  }

  /** Where the record lies, such as {@code turnout.commands-3@17}. */
  String place() {
    return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
  }

  /** Offset of the record in its partition. */
  public long offset() {
    return record.offset();
  }

  Optional<DeadLetter> deadLetter() {
    return poison.map(reason -> DeadLetter.of(record, reason));
  }

  DeadLetter deadLetterBecause(RuntimeException failure) {
    return DeadLetter.of(record, "The rules failed on it: " + failure);
  }
}
