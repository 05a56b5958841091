package dev.turnout.control;

import dev.turnout.bus.Answer;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Orders about one model, and what came of them. Journal entries are taken in their order: what one
 * call has passed, a later one does not see again.
 */
public interface Talk extends AutoCloseable {
  /**
   * Sends an order without waiting for its answer.
   *
   * @return the id of the command
   */
  String publish(Order order);

  /** Sends an order and waits for the answer, at most so long; what follows it is heard next. */
  Told ask(Order order, Duration limit);

  /** The next attempt that starts. */
  Optional<RolloutStarted> awaitStart(Duration limit);

  /** The end of an attempt; the watcher sees every entry on the way, the last one too. */
  Optional<RolloutEnded> awaitEnd(String rolloutId, Duration limit, Consumer<JournalEntry> watcher);

  @Override
  void close();

  /** What the orchestrator said to a command. */
  record Told(String commandId, Answer answer) {}
}
