package dev.turnout.orchestrator.mlflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The decisions of one model that the registry does not know yet, oldest first. Of one attempt only
 * the newest counts; of several attempts each is done in order.
 */
final class Backlog {
  static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** A decision is looked at once more, in case a frozen process has written an older one. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private static final int LONGEST = 16;

  /** A decision, and the offset in the journal at which its attempt began. */
  private record Waiting(RolloutDecision decision, long begunAt) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Optional<RolloutDecision> done = Optional.empty();
  private Instant notBefore = Instant.MIN;
  private Instant lookAgainAt = Instant.MAX;
  private Duration wait = FIRST_WAIT;
  private String trouble = "";

  void add(RolloutDecision decision, long begunAt) {
    Waiting last = waiting.peekLast();
    if (last != null && last.decision().rolloutId().equals(decision.rolloutId())) {
      waiting.removeLast();
    }
    waiting.addLast(new Waiting(decision, begunAt));
    while (waiting.size() > LONGEST) {
      waiting.removeFirst();
    }
  }

  /** History is not played again: only the last decision counts. */
  void keepLast() {
    while (waiting.size() > 1) {
      waiting.removeFirst();
    }
  }

  /** What is to be done now; empty if nothing is, or not yet. */
  Optional<RolloutDecision> due(Instant now) {
    if (now.isBefore(notBefore)) {
      return Optional.empty();
    }
    return isWaiting()
        ? first().map(Waiting::decision)
        : done.filter(known -> !now.isBefore(lookAgainAt));
  }

  /** The registry knows it now, or never will. */
  void finish(RolloutDecision decision, Instant now) {
    boolean repeated = waiting.isEmpty();
    if (!repeated) {
      waiting.removeFirst();
    }
    done = Optional.of(decision);
    lookAgainAt = repeated ? Instant.MAX : now.plus(LOOK_AGAIN);
    notBefore = Instant.MIN;
    wait = FIRST_WAIT;
    trouble = "";
  }

  /** It did not go; tried again later. */
  void postpone(String reason, Instant now) {
    trouble = reason;
    notBefore = now.plus(wait);
    Duration longer = wait.multipliedBy(2);
    wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** Why the oldest one waits; empty if it has not failed. */
  String trouble() {
    return trouble;
  }

  /** Since when the oldest one waits. */
  Optional<Instant> since() {
    return first().map(oldest -> oldest.decision().mark().at());
  }

  /** Where the attempts of what waits began. */
  LongStream begunAt() {
    return waiting.stream().mapToLong(Waiting::begunAt);
  }

  private Optional<Waiting> first() {
    return Optional.ofNullable(waiting.peekFirst());
  }
}
