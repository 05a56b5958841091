package dev.turnout.api.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happened lately, numbered, for everybody who listens. Each listener goes through it at its
 * own pace; one who falls too far behind finds that his place is gone. Safe for all threads.
 */
public final class Feed {
  private static final int MOST_HAPPENINGS = 20_000;
  private static final long MOST_BYTES = 32L << 20;

  private final String name = UUID.randomUUID().toString().substring(0, 8);
  private final TreeMap<Long, Happening> happenings = new TreeMap<>();
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private long newest;
  private long bytes;

  /**
   * Something that happened.
   *
   * @param number from 1 without gaps
   * @param entry the journal's entry as JSON; empty if the model's state changed, which is looked
   *     up when it is told
   * @param summaryChanged whether the change of state is one for the list of all models
   */
  public record Happening(
      long number, String model, Optional<String> entry, boolean summaryChanged) {
    private long bytes() {
      return 100 + entry.map(String::length).orElse(0);
    }
  }

  void stateChanged(String model, boolean summaryChanged) {
    append(model, Optional.empty(), summaryChanged);
  }

  void appended(String model, String entryJson) {
    append(model, Optional.of(entryJson), false);
  }

  /** Something is missing here: nobody can go on from before it. */
  synchronized void gap() {
    happenings.clear();
    bytes = 0;
    newest++;
  }

  /** Tells this feed's numbers from those of another process. */
  public String name() {
    return name;
  }

  /** Number of the newest happening; 0 before the first. */
  public synchronized long newest() {
    return newest;
  }

  /** Whether one who has heard everything up to this number has missed nothing since. */
  public synchronized boolean reaches(long heard) {
    long oldest = happenings.isEmpty() ? newest + 1 : happenings.firstKey();
    return heard <= newest && heard >= oldest - 1;
  }

  /** The first happening after a number; empty if there is none. */
  public synchronized Optional<Happening> after(long heard) {
    Map.Entry<Long, Happening> next = happenings.higherEntry(heard);
    return next == null ? Optional.empty() : Optional.of(next.getValue());
  }

  /** Is called after something happened, by any thread; must return at once. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  private void append(String model, Optional<String> entry, boolean summaryChanged) {
    synchronized (this) {
      Happening happening = new Happening(++newest, model, entry, summaryChanged);
      happenings.put(happening.number(), happening);
      bytes += happening.bytes();
      while (happenings.size() > MOST_HAPPENINGS || bytes > MOST_BYTES && happenings.size() > 1) {
        bytes -= happenings.pollFirstEntry().getValue().bytes();
      }
    }
    listeners.forEach(Runnable::run);
  }
}
