package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.ModelName;

/**
 * Gives a place back. Written by the orchestrator of the rollout's partition, in the transaction in
 * which the rollout ends.
 *
 * @param model of the rollout
 */
public record LeavePlace(CommandHeader header, ModelName model, RolloutId rolloutId)
    implements RolloutCommand {
  @Override
  public Decision decide(Model office, Circumstances now) {
    return office.office().flatMap(known -> known.find(model, rolloutId)).isPresent()
        ? Decision.accept(new PlaceLeft(model, rolloutId))
        : new Decision.Unasked();
  }
}
