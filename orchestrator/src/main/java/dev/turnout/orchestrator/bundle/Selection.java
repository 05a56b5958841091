package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.JournalEntry;
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

  private final Set<String> inputs;
  private final Set<String> models;
  private final Set<Place> timers = new HashSet<>();
  private final Set<Long> times = new HashSet<>();

  /**
   * @param inputs names of the input topics, which tell the time
   * @param models empty if all are meant
   */
  Selection(Collection<String> inputs, Collection<String> models) {
    this.inputs = Set.copyOf(inputs);
    this.models = new TreeSet<>(models);
  }

  /** Whether anything is left out at all. */
  boolean isRestricted() {
    return !models.isEmpty();
  }

  /**
   * Notes who told the time, and which: the time of a partition may be that of a record before the
   * one that caused the entry.
   */
  void note(JournalEntry entry) {
    Cause cause = entry.getCause();
    if (cause.getKind() == CauseKind.TIMER) {
      timers.add(new Place(cause.getTopic(), cause.getOffset()));
      times.add(entry.getAtMs());
    }
  }

  Part of(ConsumerRecord<byte[], byte[]> record) {
    if (models.isEmpty() || models.contains(text(record.key()))) {
      return Part.WHOLE;
    }
    boolean tells =
        times.contains(record.timestamp())
            || timers.contains(new Place(record.topic(), record.offset()));
    return tells && inputs.contains(record.topic()) ? Part.TIME : Part.NOTHING;
  }

  private static String text(byte @Nullable [] key) {
    return key == null ? "" : new String(key, UTF_8);
  }
}
