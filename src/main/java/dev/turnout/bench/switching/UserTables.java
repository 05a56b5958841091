package dev.turnout.bench.switching;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;

/** Tables of a model that send all users to one of two versions, numbered. Not thread-safe. */
final class UserTables {
  static final String STABLE = "v1";
  static final String CANDIDATE = "v2";
  private static final String SALT = "bench";
  private static final Stickiness KEY = Stickiness.header("x-user-id");

  private final String model;
  private long epoch;

  UserTables(String model) {
    this.model = model;
  }

  /** The next one, with everybody on this version. */
  RouteSnapshot all(String version) {
    double candidate = version.equals(CANDIDATE) ? 1 : 0;
    return new RouteSnapshot(
        model,
        ++epoch,
        SALT,
        KEY,
        List.of(new VersionRoute(CANDIDATE, candidate), new VersionRoute(STABLE, 1 - candidate)),
        List.of());
  }
}
