package dev.turnout.bus;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutStarted;
import dev.turnout.output.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The journals of all models as far as they are written now. */
public final class Journal {
  private final Map<String, List<JournalEntry>> entries = new TreeMap<>();

  private Journal() {}

  /** Reads all there is. */
  public static Journal read(Connection connection) {
    Journal journal = new Journal();
    try (TopicReader reader = TopicReader.ofAll(connection, connection.topics().journal())) {
      reader.seekToBeginning();
      reader.readToEnd(
          record ->
              reader
                  .decode(record, JournalEntry.class)
                  .ifPresent(
                      entry ->
                          journal
                              .entries
                              .computeIfAbsent(entry.getModel(), model -> new ArrayList<>())
                              .add(entry)));
    }
    return journal;
  }

  /**
   * The entries of one model, from its first.
   *
   * @throws Failure saying which models there are
   */
  public static List<JournalEntry> ofModel(Connection connection, String model) {
    List<JournalEntry> entries = new ArrayList<>();
    try (TopicReader reader =
        TopicReader.ofModel(connection, connection.topics().journal(), model)) {
      reader.seekToBeginning();
      reader.readToEnd(
          record ->
              reader
                  .decode(record, JournalEntry.class)
                  .filter(entry -> entry.getModel().equals(model))
                  .ifPresent(entries::add));
    }
    if (entries.isEmpty()) {
      throw read(connection).unknown(model);
    }
    return entries;
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
