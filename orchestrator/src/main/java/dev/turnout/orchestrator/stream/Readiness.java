package dev.turnout.orchestrator.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Why the orchestrator is not ready, and whether it still lives. Thread-safe. */
final class Readiness {

  /** What can be in the way. */
  enum Matter {
    ASSIGNMENT,
    RESTORE,
    REGISTRY,
    KAFKA,
    CONNECTION
  }

  private static final Duration STANDSTILL = Duration.ofSeconds(5);

  private final Map<Matter, String> troubles = new ConcurrentHashMap<>();
  private volatile Optional<String> dead = Optional.empty();
  private volatile Optional<Long> turnedAt = Optional.empty();

  Readiness() {
    trouble(Matter.ASSIGNMENT, "waiting for partitions");
  }

  void trouble(Matter matter, String reason) {
    troubles.put(matter, reason);
  }

  void well(Matter matter) {
    troubles.remove(matter);
  }

  /** The loop has finished a turn, which takes no second when nothing is wrong. */
  void turned() {
    turnedAt = Optional.of(System.nanoTime());
  }

  void died(String reason) {
    dead = Optional.of(reason);
  }

  /** One sentence for each thing in the way; empty when ready. */
  List<String> unready() {
    return dead.map(List::of)
        .orElseGet(() -> Stream.concat(troubles.values().stream(), standstill()).sorted().toList());
  }

  /** A commit that gets no answer, for example, holds the loop up for half a minute. */
  private Stream<String> standstill() {
    return turnedAt.stream()
        .map(at -> Duration.ofNanos(System.nanoTime() - at))
        .filter(still -> still.compareTo(STANDSTILL) > 0)
        .map(still -> "has not moved for %d s: waits for Kafka".formatted(still.toSeconds()));
  }

  /** Why it no longer works at all; empty while it does. */
  List<String> dead() {
    return dead.stream().toList();
  }
}
