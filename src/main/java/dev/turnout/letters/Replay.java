package dev.turnout.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bus.BytePublisher;
import dev.turnout.bus.Connection;
import dev.turnout.schemas.DeadLetter;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes dead letters to the topic from which they came once more, then marks them in the dead
 * letters. Whoever dies between both leaves a letter that looks as if it had not been replayed; to
 * replay it again does no harm, since an input that comes twice counts once.
 */
public final class Replay implements AutoCloseable {
  private final Topics topics;
  private final String actor;
  private final BytePublisher publisher;

  private Replay(Topics topics, String actor, BytePublisher publisher) {
    this.topics = topics;
    this.actor = actor;
    this.publisher = publisher;
  }

  /**
   * Opens the bus.
   *
   * @param actor who wants it
   */
  public static Replay open(Connection connection, String actor) {
    return new Replay(connection.topics(), actor, BytePublisher.open(connection));
  }

  /** Why a letter must not be written once more; empty if it may. */
  public static Optional<String> refusal(Letter letter, Topics topics) {
    DeadLetter content = letter.content();
    if (!topics.inputs().contains(content.topic())) {
      return Optional.of(
          "Expected a letter from one of the topics %s, but %s came from '%s' (what Turnout itself writes is never replayed: an old table of routes would hide the newest)"
              .formatted(topics.inputs(), letter.place(), Plain.line(content.topic(), 60)));
    }
    if (content.isCut()) {
      return Optional.of(
          "Expected a whole letter, but of the %d bytes of %s only the beginning was kept"
              .formatted(content.size(), letter.place()));
    }
    return Optional.empty();
  }

  /**
   * Writes the letter's bytes to its topic, under its key.
   *
   * @throws IllegalArgumentException if it must not be written once more
   */
  public ReplayMark replay(Letter letter) {
    refusal(letter, topics)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    DeadLetter content = letter.content();
    // A key decides where its model lies; a record without one goes to where it was.
    Integer partition = content.key() == null ? content.partition() : null;
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(content.topic(), partition, content.key(), content.value());
    String from = topics.deadLetters() + "-" + letter.place();
    again.headers().add(DeadLetter.REPLAYED_FROM, from.getBytes(UTF_8));
    RecordMetadata written = publisher.publish(again);
    ReplayMark mark =
        new ReplayMark(
            letter.place(),
            content.topic() + "-" + written.partition() + "@" + written.offset(),
            actor,
            Instant.ofEpochMilli(written.timestamp()));
    publisher.publish(mark.record(topics.deadLetters()));
    return mark;
  }

  @Override
  public void close() {
    publisher.close();
  }
}
