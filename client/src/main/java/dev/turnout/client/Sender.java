package dev.turnout.client;

import dev.turnout.bus.Answer;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Conversation;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.yaml.Durations;
import java.time.Duration;

/** Sends orders in somebody's name and takes no answer but yes. */
record Sender(Connection connection, String actor, Duration answerWithin) {

  /** Sends in a conversation of its own, so that nobody misses what is said meanwhile. */
  void send(Order order) {
    try (Conversation conversation = Conversation.about(connection, order.model())) {
      send(conversation, order);
    }
  }

  void send(Conversation conversation, Order order) {
    Answer answer =
        order
            .commandId()
            .flatMap(conversation::earlierAnswer)
            .orElseGet(() -> conversation.send(order.by(actor), answerWithin));
    if (answer instanceof Answer.Refused refused) {
      throw new Failure(Exit.REFUSED, "The orchestrator refused: " + refused.reason());
    }
    if (answer instanceof Answer.Silence) {
      throw new Failure(
          Exit.TIMED_OUT,
          "No orchestrator answered within %s. The command lies on the bus and will be carried out when one runs"
              .formatted(Durations.format(answerWithin)));
    }
  }
}
