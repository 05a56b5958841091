package dev.turnout.cli.audit;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.NodeLeft;
import dev.turnout.events.NodeLost;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.SmokeTestFinished;
import dev.turnout.events.VerdictReached;
import dev.turnout.events.VersionStateChanged;
import java.util.Optional;

/**
 * Says of the entries of a model's journal, in their order, who is behind them: who sent the
 * command that an entry follows from, the node that reported, or Turnout where it decided by
 * itself.
 */
final class Originator {
  /** The orchestrator's own decisions. */
  static final String SELF = "turnout";

  private record Sent(Cause cause, String actor) {}

  private Optional<Sent> newest = Optional.empty();

  String of(JournalEntry entry) {
    Object event = entry.getEvent();
    if (event instanceof CommandAccepted command) {
      newest = Optional.of(new Sent(entry.getCause(), command.getActor()));
      return command.getActor();
    }
    if (event instanceof CommandRefused command) {
      return command.getActor();
    }
    return node(event).or(() -> sender(entry)).orElse(SELF);
  }

  private static Optional<String> node(Object event) {
    if (event instanceof NodeJoined node) {
      return Optional.of(node.getNode());
    }
    if (event instanceof NodeLeft node) {
      return Optional.of(node.getNode());
    }
    if (event instanceof EpochAcknowledged routes) {
      return Optional.of(routes.getNode());
    }
    if (event instanceof SmokeTestFinished test) {
      return Optional.of(test.getNode());
    }
    return event instanceof VersionStateChanged change
        ? Optional.of(change.getNode())
        : Optional.empty();
  }

  private Optional<String> sender(JournalEntry entry) {
    return newest
        .filter(sent -> entry.getCause().getKind() == CauseKind.INPUT)
        .filter(sent -> sent.cause().equals(entry.getCause()))
        .filter(sent -> !isOwnDecision(entry.getEvent()))
        .map(Sent::actor);
  }

  /** A command also carries the time on, and with it what was due anyway. */
  private static boolean isOwnDecision(Object event) {
    return event instanceof VerdictReached
        || event instanceof NodeLost
        || event instanceof RolloutPaused paused && paused.getActor() == null
        || event instanceof RolloutTurnedBack back && back.getEvidence() != null;
  }
}
