package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The journal of one partition, cut into the entries that came of the same input. */
final class JournalSteps {

  private final RecordLog log;
  private final Deserializer<Object> values;
  private final Consumer<Difference> unreadable;
  private Optional<RecordedEntry> next;
  private long position;

  /**
   * @param unreadable is told of records that are not entries
   */
  JournalSteps(RecordLog log, Deserializer<Object> values, Consumer<Difference> unreadable) {
    this.log = log;
    this.values = values;
    this.unreadable = unreadable;
    this.position = log.begin();
    this.next = read();
  }

  /** Offset behind the last entry that was returned. */
  long position() {
    return position;
  }

  /** The entries of the next step; empty at the end. */
  List<RecordedEntry> next() {
    List<RecordedEntry> step = new ArrayList<>();
    while (next.isPresent() && (step.isEmpty() || next.get().isOfSameStep(step.get(0)))) {
      step.add(next.get());
      position = next.get().record().offset() + 1;
      next = read();
    }
    return step;
  }

  private Optional<RecordedEntry> read() {
    for (var record = log.next(); record.isPresent(); record = log.next()) {
      Optional<RecordedEntry> entry = read(record.get());
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }

  private Optional<RecordedEntry> read(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    @Nullable Object value;
    try {
      value = values.deserialize(record.topic(), record.headers(), record.value());
    } catch (SerializationException | IllegalArgumentException e) {
      unreadable.accept(unreadable(record, key, "it cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
    if (value instanceof JournalEntry entry && entry.getModel().equals(key)) {
      return Optional.of(new RecordedEntry(entry, record));
    }
    String what =
        value instanceof JournalEntry entry
            ? "it is an entry of model '%s' under the key '%s'".formatted(entry.getModel(), key)
            : "it is not an entry of the journal";
    unreadable.accept(unreadable(record, key, what));
    return Optional.empty();
  }

  private static Difference unreadable(
      ConsumerRecord<byte[], byte[]> record, String key, String what) {
    return Difference.of(
        key, "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()), what);
  }
}
