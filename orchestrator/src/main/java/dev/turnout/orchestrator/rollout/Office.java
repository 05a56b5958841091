package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What lies under a reserved name instead of a model: the policy, and under one of the names the
 * rollouts that it limits.
 *
 * @param places in the order in which they were asked for; at most one for each model
 */
public record Office(Policy policy, List<Place> places) {
  static final Office EMPTY = new Office(Policy.NONE, List.of());

  public Office {
    places = List.copyOf(places);
  }

  /** The place of a rollout. */
  Optional<Place> find(ModelName model, RolloutId rolloutId) {
    return places.stream().filter(place -> place.isOf(model, rolloutId)).findFirst();
  }

  /**
   * The first of those who wait that no limit keeps. One who waits for others with the same label
   * does not keep those with another label waiting.
   */
  Optional<Place> next() {
    return places.stream()
        .filter(place -> !place.admitted())
        .filter(place -> policy.limits().stream().allMatch(limit -> hasRoom(limit, place)))
        .findFirst();
  }

  /** Without limits nobody waits, and nobody is counted. */
  Office with(Policy newPolicy) {
    return new Office(newPolicy, newPolicy.limits().isEmpty() ? List.of() : places);
  }

  Office with(Place place) {
    List<Place> more =
        new ArrayList<>(places.stream().filter(one -> !one.model().equals(place.model())).toList());
    more.add(place);
    return new Office(policy, more);
  }

  Office admitting(ModelName model, RolloutId rolloutId) {
    return new Office(
        policy,
        places.stream()
            .map(place -> place.isOf(model, rolloutId) ? place.toAdmitted() : place)
            .toList());
  }

  Office without(ModelName model, RolloutId rolloutId) {
    return new Office(
        policy, places.stream().filter(place -> !place.isOf(model, rolloutId)).toList());
  }

  /**
   * Who is under way of those whom a limit counts together with a rollout.
   *
   * @return in the order in which they asked; empty if the limit does not count the rollout
   */
  public List<Place> underWay(Limit limit, Place with) {
    return isCounted(limit, with)
        ? places.stream()
            .filter(Place::admitted)
            .filter(place -> isCounted(limit, place) && isSameGroup(limit, place, with))
            .toList()
        : List.of();
  }

  /** The limits that keep one who waits. */
  public List<Limit> keeping(Place waiting) {
    return policy.limits().stream().filter(limit -> !hasRoom(limit, waiting)).toList();
  }

  private boolean hasRoom(Limit limit, Place wanted) {
    return !isCounted(limit, wanted) || underWay(limit, wanted).size() < limit.max();
  }

  private static boolean isCounted(Limit limit, Place place) {
    return limit.scope().covers(place.model(), place.labels())
        && limit.perLabel().map(place.labels()::containsKey).orElse(true);
  }

  private static boolean isSameGroup(Limit limit, Place one, Place other) {
    return limit
        .perLabel()
        .map(key -> Objects.equals(one.labels().get(key), other.labels().get(key)))
        .orElse(true);
  }
}
