package dev.turnout.agents.convergence;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the node must make true for one model.
 *
 * @param routes the routing table; its epoch numbers the whole, from 1
 * @param attempt the rollout in whose course it was made; empty for none
 * @param versions the versions to keep running; exactly those of the routes
 * @param smokeTests tests to run
 */
public record DesiredTable(
    RouteSnapshot routes,
    String attempt,
    List<DesiredVersion> versions,
    List<SmokeOrder> smokeTests) {

  public DesiredTable {
    versions = List.copyOf(versions);
    smokeTests = List.copyOf(smokeTests);
    if (routes.epoch() < 1) {
      throw new IllegalArgumentException(
          "Expected an epoch of at least 1, but got " + routes.epoch());
    }
    Set<String> routed = names(routes);
    Set<String> kept =
        versions.stream().map(DesiredVersion::version).collect(Collectors.toUnmodifiableSet());
    if (!kept.equals(routed)) {
      throw new IllegalArgumentException(
          "Expected routes for the versions %s, but got routes for %s".formatted(kept, routed));
    }
  }

  public String model() {
    return routes.model();
  }

  public long epoch() {
    return routes.epoch();
  }

  /** A version's share in [0, 1]; 0 for an unknown one. */
  static double weight(RouteSnapshot routes, String version) {
    return routes.routes().stream()
        .filter(route -> route.version().equals(version))
        .mapToDouble(VersionRoute::weight)
        .sum();
  }

  static Set<String> names(RouteSnapshot routes) {
    return routes.routes().stream()
        .map(VersionRoute::version)
        .collect(Collectors.toUnmodifiableSet());
  }
}
