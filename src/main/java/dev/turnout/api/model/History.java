package dev.turnout.api.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bus.Connection;
import dev.turnout.bus.ReaderPool;
import dev.turnout.bus.StretchReader;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutStarted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The journal of a model, read as it is asked for, a page at a time. A page costs at most {@link
 * #MOST_RECORDS} records of the model's partition, so it may have fewer entries than were asked
 * for, and lead on. Safe for all threads.
 */
public final class History implements AutoCloseable {
  static final int MOST_RECORDS = 50_000;
  private static final int FIRST_STRETCH = 500;
  private static final int LONGEST_STRETCH = 10_000;
  private static final int READERS = 4;

  private final ReaderPool readers;

  public History(Connection connection) {
    this.readers = new ReaderPool(connection, connection.topics().journal(), READERS);
  }

  /**
   * An entry and where it lies.
   *
   * @param offset in the model's partition
   */
  public record Placed(long offset, JournalEntry entry) {}

  /**
   * Some entries of a model, oldest first.
   *
   * @param older where the page before ends; empty if there is nothing before
   * @param newer where the page after begins
   */
  public record Page(List<Placed> entries, Optional<Long> older, long newer) {}

  /** The newest entries. */
  public Page newest(String model, int limit) {
    return before(model, Long.MAX_VALUE, limit);
  }

  /** The entries before a place. */
  public Page before(String model, long place, int limit) {
    return before(model, place, limit, entry -> true);
  }

  /** All entries of the newest attempts that began before a place. */
  public Page attempts(String model, long place, int limit) {
    return before(model, place, limit, entry -> entry.getEvent() instanceof RolloutStarted);
  }

  private Page before(String model, long place, int limit, Predicate<JournalEntry> counted) {
    return readers.with(
        reader -> {
          long end = Math.min(place, reader.end(reader.partitionOf(model)));
          return before(reader, model, end, limit, counted);
        });
  }

  /** The entries from a place on. */
  public Page after(String model, long place, int limit) {
    return readers.with(reader -> after(reader, model, place, limit));
  }

  /** The entries that were appended at or after a time. */
  public Page since(String model, Instant time, int limit) {
    return readers.with(
        reader -> after(reader, model, reader.at(reader.partitionOf(model), time), limit));
  }

  /**
   * The first answer to a command whose id is like this, if it was given since a time and not too
   * many records ago.
   */
  public Optional<Answers.Answered> answer(
      String model, Predicate<String> commandId, Instant since) {
    return readers.with(
        reader -> {
          int partition = reader.partitionOf(model);
          long first = reader.at(partition, since);
          long from = Math.max(first, reader.end(partition) - MOST_RECORDS);
          List<Placed> entries = read(reader, model, from, reader.end(partition));
          return entries.stream()
              .filter(placed -> Answers.isLasting(placed.entry()))
              .flatMap(placed -> Answers.in(placed.entry()).stream())
              .filter(answered -> commandId.test(answered.commandId()))
              .findFirst();
        });
  }

  @Override
  public void close() {
    readers.close();
  }

  private static Page before(
      StretchReader reader, String model, long end, int limit, Predicate<JournalEntry> counted) {
    long begin = reader.begin(reader.partitionOf(model));
    Deque<Placed> found = new ArrayDeque<>();
    long from = end;
    int stretch = FIRST_STRETCH;
    while (from > begin && count(found, counted) < limit && end - from < MOST_RECORDS) {
      long to = from;
      from = Math.max(begin, to - stretch);
      stretch = Math.min(LONGEST_STRETCH, stretch * 2);
      List<Placed> older = read(reader, model, from, to);
      for (int i = older.size() - 1; i >= 0; i--) {
        found.addFirst(older.get(i));
      }
    }
    long surplus = count(found, counted) - limit;
    if (from > begin || surplus > 0) {
      from = cut(found, counted, surplus, from);
    }
    return new Page(List.copyOf(found), from > begin ? Optional.of(from) : Optional.empty(), end);
  }

  /** Lets the page begin with an entry that counts, and with so many fewer of them. */
  private static long cut(
      Deque<Placed> found, Predicate<JournalEntry> counted, long surplus, long from) {
    if (count(found, counted) == 0) {
      return from;
    }
    long left = surplus;
    while (left > 0 || !counted.test(found.getFirst().entry())) {
      left -= counted.test(found.removeFirst().entry()) ? 1 : 0;
    }
    return found.getFirst().offset();
  }

  private static long count(Deque<Placed> found, Predicate<JournalEntry> counted) {
    return found.stream().filter(placed -> counted.test(placed.entry())).count();
  }

  private static Page after(StretchReader reader, String model, long place, int limit) {
    int partition = reader.partitionOf(model);
    long begin = reader.begin(partition);
    long end = reader.end(partition);
    long first = Math.max(begin, Math.min(place, end));
    List<Placed> found = new ArrayList<>();
    long to = first;
    int stretch = FIRST_STRETCH;
    while (to < end && found.size() < limit && to - first < MOST_RECORDS) {
      long from = to;
      to = Math.min(end, from + stretch);
      stretch = Math.min(LONGEST_STRETCH, stretch * 2);
      found.addAll(read(reader, model, from, to));
    }
    if (found.size() > limit) {
      to = found.get(limit).offset();
      found = found.subList(0, limit);
    }
    return new Page(List.copyOf(found), first > begin ? Optional.of(first) : Optional.empty(), to);
  }

  /** Entries of other models in the same partition are not even decoded. */
  private static List<Placed> read(StretchReader reader, String model, long from, long to) {
    byte[] key = model.getBytes(UTF_8);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    reader.read(
        reader.partitionOf(model),
        from,
        to,
        record -> {
          if (Arrays.equals(record.key(), key)) {
            records.add(record);
          }
        });
    return records.stream()
        .flatMap(
            record ->
                reader.decode(record, JournalEntry.class).stream()
                    .map(entry -> new Placed(record.offset(), entry)))
        .toList();
  }
}
