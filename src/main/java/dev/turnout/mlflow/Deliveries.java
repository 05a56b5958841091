package dev.turnout.mlflow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The deliveries that were taken, for as long as their signature holds: what is older is refused
 * for its age. Safe for all threads.
 */
final class Deliveries {
  private static final int MOST = 10_000;

  private final Duration remembered;
  private final Map<String, Instant> taken = new LinkedHashMap<>();

  Deliveries(Duration remembered) {
    this.remembered = remembered;
  }

  synchronized boolean isTaken(String id) {
    return taken.containsKey(id);
  }

  synchronized void take(String id, Instant now) {
    taken.put(id, now);
    taken.values().removeIf(at -> at.plus(remembered).isBefore(now));
    while (taken.size() > MOST) {
      taken.remove(taken.keySet().iterator().next());
    }
  }
}
