package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;

/**
 * A rollout is over; its place is free.
 *
 * @param model of the rollout
 */
public record PlaceLeft(ModelName model, RolloutId rolloutId) implements RolloutEvent {
  @Override
  public Model applyTo(Model office, Instant at) {
    return office.changeOffice(known -> known.without(model, rolloutId));
  }
}
