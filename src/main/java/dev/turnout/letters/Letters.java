package dev.turnout.letters;

import dev.turnout.bus.Connection;
import dev.turnout.bus.TopicReader;
import dev.turnout.output.Failure;
import dev.turnout.schemas.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topic of the dead letters; of the letters only those that are asked for are kept. */
public final class Letters implements AutoCloseable {
  private final TopicReader reader;
  private final Map<Place, List<ReplayMark>> marks = new HashMap<>();

  private Letters(TopicReader reader) {
    this.reader = reader;
  }

  /** Reads once how often each letter was written once more. */
  public static Letters open(Connection connection) {
    Letters letters = new Letters(TopicReader.ofAll(connection, connection.topics().deadLetters()));
    letters.pass(
        record -> {},
        mark -> letters.marks.computeIfAbsent(mark.letter(), place -> new ArrayList<>()).add(mark));
    return letters;
  }

  /** Gives every letter, those of a partition in their order, with its replays, oldest first. */
  public void each(BiConsumer<Letter, List<ReplayMark>> taker) {
    pass(letter -> taker.accept(letter, replays(letter)), mark -> {});
  }

  /**
   * The letter at this place.
   *
   * @throws Failure if there is none
   */
  public Letter find(Place place) {
    List<Letter> found = new ArrayList<>();
    pass(
        letter -> {
          if (letter.place().equals(place)) {
            found.add(letter);
          }
        },
        mark -> {});
    return found.stream()
        .findFirst()
        .orElseThrow(
            () ->
                Failure.invalid(
                    "Expected a dead letter at %s, but there is none ('turnout dlq list' shows them)",
                    place));
  }

  /** When and by whom it was written once more, oldest first. */
  public List<ReplayMark> replays(Letter letter) {
    return List.copyOf(marks.getOrDefault(letter.place(), List.of()));
  }

  /**
   * What the bytes say; empty when there are none.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if they cannot be read
   */
  public Optional<Object> decode(Letter letter) {
    return reader.decode(letter.record());
  }

  @Override
  public void close() {
    reader.close();
  }

  private void pass(
      java.util.function.Consumer<Letter> letters,
      java.util.function.Consumer<ReplayMark> replays) {
    reader.seekToBeginning();
    reader.readToEnd(
        record -> {
          Optional<ReplayMark> mark = ReplayMark.read(record);
          if (mark.isPresent()) {
            replays.accept(mark.get());
          } else {
            letters.accept(letter(record));
          }
        });
  }

  /** A record that somebody else put there is a letter too, from this topic itself. */
  private static Letter letter(ConsumerRecord<byte[], byte[]> record) {
    return new Letter(
        new Place(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        DeadLetter.read(record).orElseGet(() -> DeadLetter.of(record, "no reason is given")),
        record);
  }
}
