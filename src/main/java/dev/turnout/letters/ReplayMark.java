package dev.turnout.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Says in the dead letters that one of them was written once more: a record without a value, in the
 * partition of the letter.
 *
 * @param letter which one
 * @param to topic, partition and offset where it lies now
 * @param by who wanted it
 * @param at when
 */
public record ReplayMark(Place letter, String to, String by, Instant at) {
  private static final String LETTER = "turnout.replayed";
  private static final String TO = "turnout.replayed-to";
  private static final String BY = "turnout.replayed-by";

  /** The mark that a record of the dead letters is; empty if it is a letter. */
  static Optional<ReplayMark> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null || record.headers().lastHeader(LETTER) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReplayMark(
              Place.of(text(record, LETTER)),
              text(record, TO),
              text(record, BY),
              Instant.ofEpochMilli(record.timestamp())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The record to write. */
  ProducerRecord<byte[], byte[]> record(String deadLetters) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(deadLetters, letter.partition(), null, null);
    Map.of(LETTER, letter.toString(), TO, to, BY, by)
        .forEach((key, value) -> record.headers().add(key, value.getBytes(UTF_8)));
    return record;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String key) {
    Header header = record.headers().lastHeader(key);
    return header == null || header.value() == null ? "-" : new String(header.value(), UTF_8);
  }
}
