package dev.turnout.bridge.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a source was asked at its last poll. A series that was not there then has counted from zero
 * since, also if the bridge died in between. Used by one thread.
 */
public final class Questions {
  private final Set<String> asked = new TreeSet<>();
  private long atNanos;

  /** Takes state that was written before; what is none of it is left alone. */
  public void restore(Entry entry) {
    if (entry instanceof Entry.Asked question) {
      asked.add(question.question());
    } else if (entry instanceof Entry.NotAsked question) {
      asked.remove(question.question());
    } else if (entry instanceof Entry.Polled poll) {
      atNanos = poll.atNanos();
    }
  }

  /** When a question was asked at the last poll, in nanoseconds since 1970; empty if it was not. */
  public Optional<Long> lastAsked(String question) {
    return asked.contains(question) && atNanos > 0 ? Optional.of(atNanos) : Optional.empty();
  }

  /** A poll that asked these; returns what is to be written with what it counted. */
  public List<Entry> polled(Set<String> questions, long nowNanos) {
    List<Entry> changes = new ArrayList<>();
    asked.stream()
        .filter(question -> !questions.contains(question))
        .forEach(question -> changes.add(new Entry.NotAsked(question)));
    new TreeSet<>(questions)
        .stream()
            .filter(question -> !asked.contains(question))
            .forEach(question -> changes.add(new Entry.Asked(question)));
    changes.add(new Entry.Polled(nowNanos));
    changes.forEach(this::restore);
    return changes;
  }
}
