package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * The model's rollout waits from now on; its way back stays open.
 *
 * @param name of a freeze; empty for the others
 * @param reason why, in a sentence
 * @param until when it opens by itself; empty if nobody knows
 * @param actor who closed it; empty when a policy did
 */
public record GateClosed(
    Gate.Kind kind, String name, String reason, Optional<Instant> until, Optional<Actor> actor)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.withGates(model.gates().with(new Gate(kind, name, reason, until, actor, at)));
  }
}
