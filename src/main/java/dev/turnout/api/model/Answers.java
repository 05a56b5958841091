package dev.turnout.api.model;

import dev.turnout.bus.Answer;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The orchestrators' answers of late, and those who wait for one. Safe for all threads. */
public final class Answers {
  private static final int MOST = 10_000;

  private final Map<String, Answer> known = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Answer>> awaited = new ConcurrentHashMap<>();

  /**
   * What will be answered; begin to wait before the command is published. {@link #forget} it when
   * nobody waits any more.
   */
  public CompletableFuture<Answer> await(String commandId) {
    CompletableFuture<Answer> promise =
        awaited.computeIfAbsent(commandId, id -> new CompletableFuture<>());
    of(commandId).ifPresent(promise::complete);
    return promise;
  }

  public void forget(String commandId) {
    awaited.remove(commandId);
  }

  /** What was answered lately; empty if it was long ago, or not yet. */
  public Optional<Answer> of(String commandId) {
    synchronized (known) {
      return Optional.ofNullable(known.get(commandId));
    }
  }

  /** The first of late to a command whose id is like this. */
  public Optional<Answered> first(Predicate<String> commandId) {
    synchronized (known) {
      return known.entrySet().stream()
          .filter(one -> commandId.test(one.getKey()))
          .map(one -> new Answered(one.getKey(), one.getValue()))
          .findFirst();
    }
  }

  void take(JournalEntry entry) {
    in(entry)
        .ifPresent(answered -> take(answered.commandId(), answered.answer(), isLasting(entry)));
  }

  private void take(String commandId, Answer answer, boolean lasting) {
    synchronized (known) {
      if (lasting && known.putIfAbsent(commandId, answer) == null && known.size() > MOST) {
        known.remove(known.keySet().iterator().next());
      }
    }
    CompletableFuture<Answer> promise = awaited.remove(commandId);
    if (promise != null) {
      promise.complete(answer);
    }
  }

  /** The answer to a command. */
  public record Answered(String commandId, Answer answer) {}

  /** Whether no other answer to a command of this id can come: one that was turned away may. */
  static boolean isLasting(JournalEntry entry) {
    return !(entry.getEvent() instanceof CommandRefused refused && refused.getTurnedAway());
  }

  /** The answer that an entry is; empty if it is none. */
  public static Optional<Answered> in(JournalEntry entry) {
    Object event = entry.getEvent();
    if (event instanceof CommandAccepted accepted) {
      return Optional.of(new Answered(accepted.getCommandId(), new Answer.Accepted()));
    }
    if (event instanceof CommandRefused refused) {
      return Optional.of(
          new Answered(refused.getCommandId(), new Answer.Refused(refused.getReason())));
    }
    return Optional.empty();
  }
}
