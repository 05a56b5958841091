package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that keeps a model's rollout from going on. It stops no way back: the judge, failed
 * nodes, an abort and a rollback are heard as ever.
 *
 * @param name of a freeze; empty for the others, of which there is one each
 * @param reason why, in a sentence
 * @param until when it opens by itself; empty if nobody knows
 * @param actor who closed it; empty when a policy did
 * @param since when it was closed
 */
public record Gate(
    Kind kind,
    String name,
    String reason,
    Optional<Instant> until,
    Optional<Actor> actor,
    Instant since) {

  /** What a gate is. */
  public enum Kind {
    /** A person stopped the model's rollouts; it stays when a rollout ends. */
    BLOCK,
    /** A freeze window of the policy. */
    FREEZE,
    /** As many rollouts as the policy allows are under way. */
    LIMIT
  }

  /** What it is and why, for people. */
  public String inWords() {
    return switch (kind) {
      case BLOCK -> "blocked%s: %s".formatted(actor.map(" by %s"::formatted).orElse(""), reason);
      case FREEZE ->
          "frozen by '%s'%s%s"
              .formatted(
                  name,
                  until.map(" until %s"::formatted).orElse(""),
                  reason.isEmpty() ? "" : ": " + reason);
      case LIMIT -> "queued: " + reason;
    };
  }

  /** What to do about it. */
  String cure() {
    return switch (kind) {
      case BLOCK -> "unblock the model, or abort";
      case FREEZE -> "wait for its end, or abort";
      case LIMIT -> "wait for a place, or abort";
    };
  }

  boolean is(Kind otherKind, String otherName) {
    return kind == otherKind && name.equals(otherName);
  }
}
