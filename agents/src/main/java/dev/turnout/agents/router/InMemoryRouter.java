package dev.turnout.agents.router;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionPicker;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A data plane that is only a map: for simulations and tests. Safe for all threads. */
public final class InMemoryRouter implements Router {
  private final Map<String, AppliedRoutes> models = new ConcurrentHashMap<>();

  @Override
  public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    models.merge(
        snapshot.model(), new AppliedRoutes(snapshot, endpoints), AppliedRoutes::followedBy);
  }

  @Override
  public Optional<RouteSnapshot> inForce(String model) {
    return Optional.ofNullable(models.get(model)).map(AppliedRoutes::snapshot);
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  /** Where a request with this key goes; empty if its version has no endpoint. */
  public Optional<Endpoint> route(String model, String key) {
    return Optional.ofNullable(models.get(model))
        .filter(applied -> applied.snapshot().serves())
        .map(applied -> applied.endpoints().get(new VersionPicker(applied.snapshot()).pick(key)));
  }

  @Override
  public void close() {
    models.clear();
  }
}
