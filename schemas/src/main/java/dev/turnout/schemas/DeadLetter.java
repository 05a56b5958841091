package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be used, as it came, with the reason. Orchestrators and agents write it,
 * people read it. It always fits into a message of Kafka's usual limit of 1 MiB: of a larger value
 * only the beginning is kept.
 *
 * @param topic where the record lies
 * @param partition of that topic, from 0
 * @param offset in that partition, from 0
 * @param timestampMs the broker's time of the record, in milliseconds since 1970
 * @param key as it came, at most {@value #LONGEST_KEY} bytes of it
 * @param value as it came, at most {@value #LONGEST_VALUE} bytes of it
 * @param size of the value as it came, in bytes; 0 if there was none
 * @param reason what was expected and what came
 * @param replayedFrom the earlier dead letter that was written once more and failed again
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    byte @Nullable [] key,
    byte @Nullable [] value,
    int size,
    String reason,
    Optional<String> replayedFrom) {

  /** Bytes of a key that are kept. */
  public static final int LONGEST_KEY = 1024;

  /** Bytes of a value that are kept. */
  public static final int LONGEST_VALUE = 1_000_000;

  /** Header of a record that was written once more: the letter that it was, topic and place. */
  public static final String REPLAYED_FROM = "turnout.replayed-from";

  private static final int LONGEST_REASON = 1000;
  private static final String REASON = "turnout.reason";
  private static final String TOPIC = "turnout.topic";
  private static final String PARTITION = "turnout.partition";
  private static final String OFFSET = "turnout.offset";
  private static final String TIMESTAMP = "turnout.timestamp";
  private static final String SIZE = "turnout.size";

  /** The letter for a record that cannot be used. */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new DeadLetter(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        cut(record.key(), LONGEST_KEY),
        cut(record.value(), LONGEST_VALUE),
        length(record.value()),
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason,
        text(record.headers(), REPLAYED_FROM));
  }

  /**
   * The letter that a record of the dead letters is; empty if its headers do not say where it came
   * from.
   */
  public static Optional<DeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    Optional<String> topic = text(headers, TOPIC);
    Optional<Long> partition = number(headers, PARTITION);
    Optional<Long> offset = number(headers, OFFSET);
    if (topic.isEmpty() || partition.orElse(-1L) < 0 || offset.orElse(-1L) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new DeadLetter(
            topic.get(),
            (int) Math.min(partition.orElseThrow(), Integer.MAX_VALUE),
            offset.orElseThrow(),
            number(headers, TIMESTAMP).orElse(0L),
            record.key(),
            record.value(),
            (int)
                Math.min(
                    number(headers, SIZE).orElse((long) length(record.value())), Integer.MAX_VALUE),
            text(headers, REASON).orElse("no reason is given"),
            text(headers, REPLAYED_FROM)));
  }

  /** Whether it is not the whole record, which can then not be written once more. */
  public boolean isCut() {
    return size > LONGEST_VALUE || length(key) >= LONGEST_KEY;
  }

  /** The same without the bytes of the value; it still knows how many there were. */
  public DeadLetter withoutValue() {
    return new DeadLetter(
        topic, partition, offset, timestampMs, key, null, size, reason, replayedFrom);
  }

  /** What is written beside key and value, under {@code turnout.*}. */
  public List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    headers.add(header(REASON, reason));
    headers.add(header(TOPIC, topic));
    headers.add(header(PARTITION, Integer.toString(partition)));
    headers.add(header(OFFSET, Long.toString(offset)));
    headers.add(header(TIMESTAMP, Long.toString(timestampMs)));
    headers.add(header(SIZE, Integer.toString(size)));
    replayedFrom.ifPresent(letter -> headers.add(header(REPLAYED_FROM, letter)));
    return headers;
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int longest) {
    return bytes == null || bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }

  private static Optional<String> text(Headers headers, String key) {
    return Optional.ofNullable(headers.lastHeader(key))
        .map(Header::value)
        .map(bytes -> new String(bytes, 0, Math.min(bytes.length, LONGEST_REASON * 4), UTF_8));
  }

  private static Optional<Long> number(Headers headers, String key) {
    return text(headers, key).filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
  }
}
