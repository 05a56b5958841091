package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks for a place among the rollouts that the policy limits. Written by the orchestrator of the
 * rollout's partition, in the transaction in which the rollout begins to wait.
 *
 * @param model of the rollout
 * @param labels of the rollout
 * @param running whether it is under way already, and only to be counted
 */
public record RequestPlace(
    CommandHeader header,
    ModelName model,
    RolloutId rolloutId,
    SortedMap<String, String> labels,
    boolean running)
    implements RolloutCommand {
  public RequestPlace {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  @Override
  public Decision decide(Model office, Circumstances now) {
    if (!OfficeName.isReserved(office.name())) {
      return Decision.reject(
          "Expected a request under the reserved name '%s', but got one under '%s' (only orchestrators write such)",
          OfficeName.PLACES, office.name());
    }
    Optional<Office> known = office.office();
    if (known.map(Office::policy).filter(policy -> !policy.limits().isEmpty()).isEmpty()) {
      return Decision.accept(new PlaceGranted(model, rolloutId));
    }
    return known.flatMap(places -> places.find(model, rolloutId)).isPresent()
        ? new Decision.Unasked()
        : Decision.accept(new PlaceRequested(model, rolloutId, labels, running));
  }
}
