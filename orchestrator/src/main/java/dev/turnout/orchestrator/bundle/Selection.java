package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.policy.OfficeName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records of one partition belong into a bundle. If it is restricted to some models, these
 * are their records; of the others' records that only told a model the time, this time.
 */
final class Selection {
  /** How much of a record is taken. */
  enum Part {
    WHOLE,
    TIME,
    NOTHING
  }

  private record Place(String topic, long offset) {}

  private final Set<String> models;
  private final Set<Place> timers = new HashSet<>();

  /**
   * @param models empty if all are meant
   */
  Selection(Collection<String> models) {
    this.models = new TreeSet<>(models);
  }

  /** Whether anything is left out at all. */
  boolean isRestricted() {
    return !models.isEmpty();
  }

  /** Notes the record that told the time, if that is what caused the entry. */
  void note(JournalEntry entry) {
    Cause cause = entry.getCause();
    if (cause.getKind() == CauseKind.TIMER) {
      timers.add(new Place(cause.getTopic(), cause.getOffset()));
    }
  }

  Part of(ConsumerRecord<byte[], byte[]> record) {
    if (models.isEmpty()
        || models.contains(text(record.key()))
        || OfficeName.isReserved(text(record.key()))) {
      return Part.WHOLE;
    }
    return timers.contains(new Place(record.topic(), record.offset())) ? Part.TIME : Part.NOTHING;
  }

  private static String text(byte @Nullable [] key) {
    return key == null ? "" : new String(key, UTF_8);
  }
}
