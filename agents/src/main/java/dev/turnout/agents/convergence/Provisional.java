package dev.turnout.agents.convergence;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;

/** Tables of epoch 0: better than answering nobody, but not what the orchestrator ordered. */
final class Provisional {
  private Provisional() {}

  static RouteSnapshot only(RouteSnapshot wanted, String version) {
    return new RouteSnapshot(
        wanted.model(),
        0,
        wanted.salt(),
        wanted.stickiness(),
        List.of(new VersionRoute(version, 1.0)),
        List.of());
  }
}
