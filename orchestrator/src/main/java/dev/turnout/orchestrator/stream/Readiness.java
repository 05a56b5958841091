package dev.turnout.orchestrator.stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Why the orchestrator is not ready, and whether it still lives. Thread-safe. */
final class Readiness {

  /** What can be in the way. */
  enum Matter {
    ASSIGNMENT,
    RESTORE,
    REGISTRY,
    KAFKA
  }

  private final Map<Matter, String> troubles = new ConcurrentHashMap<>();
  private volatile Optional<String> dead = Optional.empty();

  Readiness() {
    trouble(Matter.ASSIGNMENT, "waiting for partitions");
  }

  void trouble(Matter matter, String reason) {
    troubles.put(matter, reason);
  }

  void well(Matter matter) {
    troubles.remove(matter);
  }

  void died(String reason) {
    dead = Optional.of(reason);
  }

  /** One sentence for each thing in the way; empty when ready. */
  List<String> unready() {
    return dead.map(List::of).orElseGet(() -> troubles.values().stream().sorted().toList());
  }

  /** Why it no longer works at all; empty while it does. */
  List<String> dead() {
    return dead.stream().toList();
  }
}
