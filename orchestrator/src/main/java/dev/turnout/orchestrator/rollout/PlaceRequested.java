package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rollout counts among those that the policy limits: it waits for a place, or has one already.
 *
 * @param labels of the rollout
 * @param running whether it is under way, because it began before there was a limit
 */
public record PlaceRequested(
    ModelName model, RolloutId rolloutId, SortedMap<String, String> labels, boolean running)
    implements RolloutEvent {
  public PlaceRequested {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  @Override
  public Model applyTo(Model office, Instant at) {
    Place place = new Place(model, rolloutId, labels, running, at);
    return office.changeOffice(known -> known.with(place));
  }
}
