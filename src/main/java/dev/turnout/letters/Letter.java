package dev.turnout.letters;

import dev.turnout.schemas.DeadLetter;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter in its topic.
 *
 * @param place which one it is
 * @param at when it was put there
 * @param content what could not be used, and why
 * @param record as it lies there
 */
public record Letter(
    Place place, Instant at, DeadLetter content, ConsumerRecord<byte[], byte[]> record) {

  /** The same without what takes room; it cannot be decoded or written once more. */
  public Letter withoutBytes() {
    return new Letter(
        place,
        at,
        content.withoutValue(),
        new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), null, null));
  }
}
