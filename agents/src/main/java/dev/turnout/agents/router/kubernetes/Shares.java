package dev.turnout.agents.router.kubernetes;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shares of the traffic as whole weights, which sum to what they like. */
final class Shares {
  /** The weights of a table in millionths fit those of a backend exactly. */
  private static final int WHOLE = 1_000_000;

  private Shares() {}

  static int weight(VersionRoute route) {
    return (int) Math.rint(route.weight() * WHOLE);
  }

  /** The table with other shares. */
  static RouteSnapshot with(RouteSnapshot told, List<VersionRoute> routes) {
    return new RouteSnapshot(
        told.model(), told.epoch(), told.salt(), told.stickiness(), routes, told.mirrors());
  }

  /** Weights as fractions that sum to exactly one, or are all 0; the largest takes the rest. */
  static List<VersionRoute> fractions(Map<String, Long> weights) {
    long sum = weights.values().stream().mapToLong(Long::longValue).sum();
    long largest = weights.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long rest =
        WHOLE - weights.values().stream().mapToLong(weight -> millionths(weight, sum)).sum();
    List<VersionRoute> routes = new ArrayList<>();
    for (Map.Entry<String, Long> entry : weights.entrySet()) {
      boolean takesRest = entry.getValue() == largest && sum > 0;
      long share = millionths(entry.getValue(), sum) + (takesRest ? rest : 0);
      rest = takesRest ? 0 : rest;
      routes.add(new VersionRoute(entry.getKey(), (double) share / WHOLE));
    }
    return routes;
  }

  private static long millionths(long weight, long sum) {
    return sum == 0 ? 0 : weight * WHOLE / sum;
  }
}
