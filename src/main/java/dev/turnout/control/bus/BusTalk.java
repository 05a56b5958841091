package dev.turnout.control.bus;

import dev.turnout.bus.Answer;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Conversation;
import dev.turnout.control.Order;
import dev.turnout.control.Talk;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes commands and listens to the journal. */
final class BusTalk implements Talk {
  private final Conversation conversation;

  private BusTalk(Conversation conversation) {
    this.conversation = conversation;
  }

  static BusTalk about(Connection connection, String model) {
    return new BusTalk(Conversation.about(connection, model));
  }

  @Override
  public String publish(Order order) {
    RolloutCommand command = command(order);
    conversation.publish(command);
    return command.getCommandId();
  }

  @Override
  public Told ask(Order order, Duration limit) {
    RolloutCommand command = command(order);
    Answer answer =
        order
            .commandId()
            .flatMap(conversation::earlierAnswer)
            .orElseGet(() -> conversation.send(command, limit));
    return new Told(command.getCommandId(), answer);
  }

  @Override
  public Optional<RolloutStarted> awaitStart(Duration limit) {
    return conversation.awaitStart(limit);
  }

  @Override
  public Optional<RolloutEnded> awaitEnd(
      String rolloutId, Duration limit, Consumer<JournalEntry> watcher) {
    return conversation.awaitEnd(rolloutId, limit, watcher);
  }

  @Override
  public void close() {
    conversation.close();
  }

  private static RolloutCommand command(Order order) {
    return RolloutCommand.newBuilder()
        .setCommandId(order.commandId().orElseGet(() -> UUID.randomUUID().toString()))
        .setModel(order.model())
        .setRollout(order.rollout().orElse(null))
        .setActor(order.asker().actor())
        .setReason(order.asker().reason().orElse(null))
        .setAction(order.deed().action())
        .build();
  }
}
