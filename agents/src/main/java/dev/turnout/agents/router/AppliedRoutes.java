package dev.turnout.agents.router;

import dev.turnout.agents.routing.RouteSnapshot;
import java.util.Map;

/**
 * A table and the endpoints it leads to, which together are in force for one model.
 *
 * @param snapshot the table
 * @param endpoints where each version listens
 */
public record AppliedRoutes(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
  public AppliedRoutes {
    endpoints = Map.copyOf(endpoints);
  }

  /** What is in force after {@code next} was applied on top of this, by the rules of the port. */
  public AppliedRoutes followedBy(AppliedRoutes next) {
    if (next.snapshot.isNewerThan(snapshot)) {
      return next;
    }
    boolean sameEpoch = next.snapshot.epoch() == snapshot.epoch();
    return sameEpoch && !next.equals(this) ? next : this;
  }
}
