package dev.turnout.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutStarted;
import dev.turnout.output.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The journals of all models as far as they are written now. */
public final class Journal {
  private final Map<String, List<JournalEntry>> entries = new TreeMap<>();

  private Journal() {}

  /** Reads all there is. */
  public static Journal read(Connection connection) {
    try (TopicReader reader = TopicReader.ofAll(connection, connection.topics().journal())) {
      return new Journal().fill(reader, model -> true);
    }
  }

  /** Reads the journal of one model; the others look as if there were none. */
  public static Journal read(Connection connection, String model) {
    try (TopicReader reader =
        TopicReader.ofModel(connection, connection.topics().journal(), model)) {
      return new Journal().fill(reader, model::equals);
    }
  }

  /**
   * The model of the newest attempt that has this id, or is of the rollout with this name. Only
   * entries in which the name stands are decoded, and none is kept.
   *
   * @param visible which models may be looked at
   */
  public static Optional<String> modelOf(
      Connection connection, String name, Predicate<String> visible) {
    byte[] wanted = name.getBytes(UTF_8);
    List<JournalEntry> newest = new ArrayList<>();
    try (TopicReader reader = TopicReader.ofAll(connection, connection.topics().journal())) {
      reader.seekToBeginning();
      reader.readToEnd(
          record -> {
            if (record.key() != null
                && visible.test(new String(record.key(), UTF_8))
                && contains(record.value(), wanted)) {
              reader
                  .decode(record, JournalEntry.class)
                  .filter(entry -> isStartOf(entry, name))
                  .ifPresent(entry -> keepNewer(newest, entry));
            }
          });
    }
    return newest.stream().map(JournalEntry::getModel).findFirst();
  }

  private static void keepNewer(List<JournalEntry> newest, JournalEntry entry) {
    if (newest.removeIf(known -> known.getAtMs() <= entry.getAtMs()) || newest.isEmpty()) {
      newest.add(entry);
    }
  }

  private static boolean isStartOf(JournalEntry entry, String name) {
    return entry.getEvent() instanceof RolloutStarted started
        && (name.equals(started.getRolloutId()) || name.equals(started.getName()));
  }

  private static boolean contains(byte @Nullable [] text, byte[] part) {
    int last = text == null ? -1 : text.length - part.length;
    for (int from = 0; from <= last; from++) {
      if (Arrays.equals(text, from, from + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The entries of one model, from its first.
   *
   * @throws Failure saying which models there are
   */
  public static List<JournalEntry> ofModel(Connection connection, String model) {
    List<JournalEntry> entries = read(connection, model).of(model);
    if (entries.isEmpty()) {
      throw read(connection).unknown(model);
    }
    return entries;
  }

  private Journal fill(TopicReader reader, Predicate<String> wanted) {
    reader.seekToBeginning();
    reader.readToEnd(
        record -> {
          if (record.key() != null && wanted.test(new String(record.key(), UTF_8))) {
            reader.decode(record, JournalEntry.class).ifPresent(this::add);
          }
        });
    return this;
  }

  private void add(JournalEntry entry) {
    entries.computeIfAbsent(entry.getModel(), model -> new ArrayList<>()).add(entry);
  }

  /** The entries of a model, from its first. */
  public List<JournalEntry> of(String model) {
    return List.copyOf(entries.getOrDefault(model, List.of()));
  }

  /**
   * The entry with which an attempt started that is meant by its id, or by the name of its rollout
   * or of its model, of which the newest counts.
   *
   * @throws Failure saying which rollouts there are
   */
  public JournalEntry start(String name) {
    return newest(start -> started(start).getRolloutId().equals(name))
        .or(() -> newest(start -> started(start).getName().equals(name)))
        .or(() -> newest(start -> start.getModel().equals(name)))
        .orElseThrow(
            () ->
                Failure.invalid(
                    "Expected the name of a rollout or a model, but got '%s' (known are: %s)",
                    name, known()));
  }

  private Failure unknown(String model) {
    return Failure.invalid(
        "Expected a model with a journal, but got '%s' (known are: %s)",
        model,
        entries.isEmpty()
            ? "none yet"
            : String.join(", ", entries.keySet().stream().limit(20).toList()));
  }

  private Optional<JournalEntry> newest(Predicate<JournalEntry> wanted) {
    return entries.values().stream()
        .flatMap(List::stream)
        .filter(entry -> entry.getEvent() instanceof RolloutStarted)
        .filter(wanted)
        .reduce((first, second) -> first.getAtMs() > second.getAtMs() ? first : second);
  }

  private String known() {
    Set<String> names = new LinkedHashSet<>();
    entries.values().stream()
        .flatMap(List::stream)
        .filter(entry -> entry.getEvent() instanceof RolloutStarted)
        .forEach(entry -> names.add(started(entry).getName()));
    return names.isEmpty() ? "none yet" : String.join(", ", names.stream().limit(20).toList());
  }

  private static RolloutStarted started(JournalEntry entry) {
    return (RolloutStarted) entry.getEvent();
  }
}
