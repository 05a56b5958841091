package dev.turnout.agents.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The complete routing table of one model, numbered. A larger epoch replaces a smaller one; nothing
 * else changes a table.
 *
 * @param model name of the model
 * @param epoch number of the table, from 0
 * @param salt decorrelates the buckets of different rollouts; the same salt keeps every user where
 *     they are
 * @param stickiness where requests carry their key
 * @param routes the versions in the order in which they own [0, 1), candidate first, so that a
 *     growing candidate only takes users from those after it; the weights sum to exactly 1.0, or
 *     are all 0 as long as the model has no live version: then nobody is served
 * @param mirrors the version that gets copies of requests; empty for none, at most one
 */
public record RouteSnapshot(
    String model,
    long epoch,
    String salt,
    Stickiness stickiness,
    List<VersionRoute> routes,
    List<MirrorRoute> mirrors) {

  public RouteSnapshot {
    routes = List.copyOf(routes);
    mirrors = List.copyOf(mirrors);
    if (model.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a model, but got a blank one");
    }
    if (epoch < 0) {
      throw new IllegalArgumentException("Expected an epoch from 0, but got " + epoch);
    }
    if (mirrors.size() > 1) {
      throw new IllegalArgumentException(
          "Expected copies of model '%s' for at most one version, but got %s"
              .formatted(model, mirrors));
    }
    requireSumOfOne(model, routes);
    requireDistinct(model, routes);
  }

  /** Whether this table is the successor of {@code other}. */
  public boolean isNewerThan(RouteSnapshot other) {
    return epoch > other.epoch;
  }

  /** Whether somebody is served: false as long as the model has no live version. */
  public boolean serves() {
    return routes.stream().anyMatch(route -> route.millionths() > 0);
  }

  private static void requireSumOfOne(String model, List<VersionRoute> routes) {
    long sum = routes.stream().mapToLong(VersionRoute::millionths).sum();
    if (sum != Fraction.ONE && sum != 0) {
      throw new IllegalArgumentException(
          "Expected the weights of model '%s' to sum to exactly 1.0, but %s sum to %s"
              .formatted(model, routes, (double) sum / Fraction.ONE));
    }
  }

  private static void requireDistinct(String model, List<VersionRoute> routes) {
    Set<String> seen = new HashSet<>();
    for (VersionRoute route : routes) {
      if (!seen.add(route.version())) {
        throw new IllegalArgumentException(
            "Expected each version of model '%s' once, but '%s' came twice"
                .formatted(model, route.version()));
      }
    }
  }
}
