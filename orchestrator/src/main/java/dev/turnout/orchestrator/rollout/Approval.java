package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody agreed that an attempt goes on.
 *
 * @param reason why, in the actor's words
 */
public record Approval(Actor actor, Optional<String> reason, Instant at) {
  String inWords() {
    return actor + reason.map(" (%s)"::formatted).orElse("");
  }
}
