package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;

/**
 * A rollout may begin as far as the limits are concerned.
 *
 * @param model of the rollout
 */
public record PlaceGranted(ModelName model, RolloutId rolloutId) implements RolloutEvent {
  @Override
  public Model applyTo(Model office, Instant at) {
    return office.changeOffice(known -> known.admitting(model, rolloutId));
  }
}
