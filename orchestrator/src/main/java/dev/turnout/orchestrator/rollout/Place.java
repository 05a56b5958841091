package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rollout among those that the policy limits.
 *
 * @param labels of the rollout
 * @param admitted whether it may be under way; else it waits
 * @param since when it was asked for
 */
public record Place(
    ModelName model,
    RolloutId rolloutId,
    SortedMap<String, String> labels,
    boolean admitted,
    Instant since) {
  public Place {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  Place toAdmitted() {
    return new Place(model, rolloutId, labels, true, since);
  }

  boolean isOf(ModelName otherModel, RolloutId otherRollout) {
    return model.equals(otherModel) && rolloutId.equals(otherRollout);
  }
}
