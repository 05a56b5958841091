package dev.turnout.agents.router;

import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows a table's versions before the data plane tells of their first requests. */
public final class CountingRouter implements Router {
  private final Router router;
  private final Map<String, ModelCounters> counters;

  /**
   * @param counters of every model
   */
  public CountingRouter(Router router, Map<String, ModelCounters> counters) {
    this.router = router;
    this.counters = counters;
  }

  @Override
  public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    ModelCounters known = counters.get(snapshot.model());
    if (known != null) {
      snapshot.routes().stream().map(VersionRoute::version).forEach(known::version);
    }
    router.apply(snapshot, endpoints);
  }

  @Override
  public Optional<RouteSnapshot> inForce(String model) {
    return router.inForce(model);
  }

  @Override
  public Set<Capability> capabilities() {
    return router.capabilities();
  }

  @Override
  public void close() {
    router.close();
  }
}
