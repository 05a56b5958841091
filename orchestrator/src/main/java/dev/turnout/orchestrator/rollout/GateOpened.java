package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * A gate is open again. After the last one the rollout goes on, and its deadlines start anew.
 *
 * @param name of a freeze; empty for the others
 * @param reason why, in a sentence
 * @param actor who opened it; empty when a policy did
 */
public record GateOpened(Gate.Kind kind, String name, String reason, Optional<Actor> actor)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    Model opened = model.withGates(model.gates().without(kind, name));
    return opened.gates().areOpen()
        ? opened.changeUnfinished(rollout -> rollout.progressed(at))
        : opened;
  }
}
