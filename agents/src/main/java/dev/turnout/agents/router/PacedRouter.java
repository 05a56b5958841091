package dev.turnout.agents.router;

import dev.turnout.agents.routing.RouteSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spares a data plane that costs something to ask: it is read once per interval, and at once after
 * a change; what it refused is offered to it again after the interval. Safe for all threads.
 */
public final class PacedRouter implements Router {
  private final Router router;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<String, Refused> refusals = new HashMap<>();

  /**
   * @param interval how old what is known may be, greater than 0
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  public PacedRouter(Router router, Duration interval, LongSupplier nanoTime) {
    this.router = router;
    this.interval = interval;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    AppliedRoutes offered = new AppliedRoutes(snapshot, endpoints);
    Refused refused = refusals.get(snapshot.model());
    if (refused != null && refused.offered.equals(offered) && isFresh(refused.at)) {
      throw refused.failure;
    }
    readings.remove(snapshot.model());
    try {
      router.apply(snapshot, endpoints);
      refusals.remove(snapshot.model());
    } catch (RouterException e) {
      refusals.put(snapshot.model(), new Refused(offered, e, nanoTime.getAsLong()));
      throw e;
    }
  }

  @Override
  public synchronized Optional<RouteSnapshot> inForce(String model) {
    Reading known = readings.get(model);
    if (known == null || !isFresh(known.at)) {
      known = read(() -> router.inForce(model));
      readings.put(model, known);
    }
    if (known.failure != null) {
      throw known.failure;
    }
    return known.snapshot;
  }

  @Override
  public Set<Capability> capabilities() {
    return router.capabilities();
  }

  @Override
  public void close() {
    router.close();
  }

  private Reading read(Supplier<Optional<RouteSnapshot>> plane) {
    try {
      return new Reading(plane.get(), null, nanoTime.getAsLong());
    } catch (RouterException e) {
      return new Reading(Optional.empty(), e, nanoTime.getAsLong());
    }
  }

  private boolean isFresh(long at) {
    return nanoTime.getAsLong() - at < interval.toNanos();
  }

  private record Reading(
      Optional<RouteSnapshot> snapshot, @Nullable RouterException failure, long at) {}

  private record Refused(AppliedRoutes offered, RouterException failure, long at) {}
}
