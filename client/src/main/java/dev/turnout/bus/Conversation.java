package dev.turnout.bus;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Commands for one model and the orchestrator's answers, which it writes into the journal. Entries
 * are taken in their order: what {@link #send} has passed, a later call does not see again.
 */
public final class Conversation implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Connection connection;
  private final String model;
  private final TopicReader journal;
  private final Deque<JournalEntry> unread = new ArrayDeque<>();

  private Conversation(Connection connection, String model, TopicReader journal) {
    this.connection = connection;
    this.model = model;
    this.journal = journal;
  }

  /** Begins to listen to the journal from now on. */
  public static Conversation about(Connection connection, String model) {
    TopicReader journal = TopicReader.ofModel(connection, connection.topics().journal(), model);
    journal.seekToEnd();
    return new Conversation(connection, model, journal);
  }

  /** Publishes the command and waits for its answer. */
  public Answer send(RolloutCommand command, Duration limit) {
    publish(command);
    return await(limit, entry -> answerTo(command.getCommandId(), entry))
        .orElseGet(Answer.Silence::new);
  }

  /** Publishes the command and does not wait. */
  public void publish(RolloutCommand command) {
    try (Publisher publisher = Publisher.open(connection)) {
      publisher.publish(connection.topics().commands(), model, command);
    }
  }

  /** The answer that a command of this id got some time ago; what came after it is unread again. */
  public Optional<Answer> earlierAnswer(String commandId) {
    journal.seekToBeginning();
    journal.readToEnd(this::take);
    return await(
        Duration.ZERO,
        entry -> isTurnedAway(entry) ? Optional.empty() : answerTo(commandId, entry));
  }

  /** The next attempt that starts. */
  public Optional<RolloutStarted> awaitStart(Duration limit) {
    return await(
        limit,
        entry ->
            entry.getEvent() instanceof RolloutStarted started
                ? Optional.of(started)
                : Optional.empty());
  }

  /** The end of an attempt; the watcher sees every entry on the way, the last one too. */
  public Optional<RolloutEnded> awaitEnd(
      String rolloutId, Duration limit, Consumer<JournalEntry> watcher) {
    return await(
        limit,
        entry -> {
          watcher.accept(entry);
          return entry.getEvent() instanceof RolloutEnded ended
                  && ended.getRolloutId().equals(rolloutId)
              ? Optional.of(ended)
              : Optional.empty();
        });
  }

  private <T> Optional<T> await(Duration limit, Function<JournalEntry, Optional<T>> wanted) {
    long end = System.nanoTime() + limit.toNanos();
    do {
      while (!unread.isEmpty()) {
        Optional<T> found = wanted.apply(unread.removeFirst());
        if (found.isPresent()) {
          return found;
        }
      }
      journal.poll(POLL).forEach(this::take);
    } while (!unread.isEmpty() || System.nanoTime() < end);
    return Optional.empty();
  }

  /** Entries of other models in the same partition are not even decoded. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(model)) {
      journal.decode(record, JournalEntry.class).ifPresent(unread::addLast);
    }
  }

  /** May have been somebody else's with the same id; the right one is sent again. */
  private static boolean isTurnedAway(JournalEntry entry) {
    return entry.getEvent() instanceof CommandRefused refused && refused.getTurnedAway();
  }

  private static Optional<Answer> answerTo(String commandId, JournalEntry entry) {
    Object event = entry.getEvent();
    if (event instanceof CommandAccepted accepted && accepted.getCommandId().equals(commandId)) {
      return Optional.of(new Answer.Accepted());
    }
    if (event instanceof CommandRefused refused && refused.getCommandId().equals(commandId)) {
      return Optional.of(new Answer.Refused(refused.getReason()));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    journal.close();
  }
}
