package dev.turnout.view;

import dev.turnout.events.PlaceView;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.PolicyCodec;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.rollout.Office;
import dev.turnout.orchestrator.rollout.Place;
import java.util.List;
import java.util.stream.Collectors;

/** Whom a rollout waits for under a limit. */
public final class PlacesText {
  private static final int MOST_NAMES = 5;

  private PlacesText() {}

  /**
   * One line for each limit that keeps it; none if none does.
   *
   * @param given who is under way, or waits, in the order in which they asked
   */
  public static List<String> of(RolloutState waiting, Policy policy, List<PlaceView> given) {
    Office places = new Office(policy, given.stream().map(PolicyCodec::read).toList());
    List<Place> queue = places.places().stream().filter(place -> !place.admitted()).toList();
    return queue.stream()
        .filter(place -> place.model().value().equals(waiting.getModel()))
        .flatMap(
            place ->
                places.keeping(place).stream()
                    .map(
                        limit ->
                            "%s; number %d of %d who wait"
                                .formatted(
                                    taken(limit, places.underWay(limit, place)),
                                    queue.indexOf(place) + 1,
                                    queue.size())))
        .toList();
  }

  private static String taken(Limit limit, List<Place> holders) {
    String names =
        holders.stream()
            .limit(MOST_NAMES)
            .map(place -> place.rolloutId().value())
            .collect(Collectors.joining(", "));
    int more = holders.size() - MOST_NAMES;
    return "'%s': %d under way of at most %d: %s%s"
        .formatted(
            limit.name(),
            holders.size(),
            limit.max(),
            names,
            more > 0 ? " and %d more".formatted(more) : "");
  }
}
