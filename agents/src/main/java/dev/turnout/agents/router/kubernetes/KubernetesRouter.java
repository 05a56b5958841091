package dev.turnout.agents.router.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.agents.kubernetes.JsonPatch;
import dev.turnout.agents.kubernetes.KubeClient;
import dev.turnout.agents.kubernetes.KubeFailure;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The router that patches one object of Kubernetes, which carries one model. The object has the
 * table it was told in its annotations, so that the next agent knows it, and several agents do no
 * harm. A patch only applies to what was read; who comes second reads again. While the API server
 * is away nothing is changed by anybody, so what was read last is believed for a minute. Safe for
 * all threads.
 */
public final class KubernetesRouter implements Router {
  /** How long what was read last is believed while the API server is away. */
  static final Duration BELIEVED = Duration.ofMinutes(1);

  private static final int ATTEMPTS = 5;

  private final String model;
  private final RoutedObject object;
  private final KubeClient client;
  private final LongSupplier nanoTime;
  private volatile @Nullable Reading last;

  /** What was in force, and when it was read. */
  private record Reading(Optional<RouteSnapshot> inForce, long at) {}

  /**
   * Routes by an object.
   *
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  KubernetesRouter(String model, RoutedObject object, KubeClient client, LongSupplier nanoTime) {
    this.model = model;
    this.object = object;
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /** Switches a Service's selector: one version gets every request. */
  public static KubernetesRouter ofService(
      String model, ServiceSelector selector, KubeClient client) {
    return new KubernetesRouter(model, selector, client, System::nanoTime);
  }

  /** Sets the weights of an HTTPRoute. */
  public static KubernetesRouter ofHttpRoute(
      String model, HttpRouteWeights weights, KubeClient client) {
    return new KubernetesRouter(model, weights, client, System::nanoTime);
  }

  @Override
  public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    AppliedRoutes wanted = new AppliedRoutes(snapshot, endpoints);
    try {
      Optional<KubeFailure> conflict = attempt(wanted);
      for (int i = 1; conflict.isPresent() && i < ATTEMPTS; i++) {
        conflict = attempt(wanted);
      }
      if (conflict.isPresent()) {
        throw conflict.get();
      }
    } catch (KubeFailure e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<RouteSnapshot> inForce(String model) {
    Reading before = last;
    try {
      JsonNode now = client.get(object.resource());
      Optional<RouteSnapshot> inForce =
          RouteRecord.read(now, this.model).map(told -> object.real(now, told));
      last = new Reading(inForce, nanoTime.getAsLong());
      return inForce;
    } catch (KubeFailure e) {
      if (before != null && e.isAway() && isBelieved(before)) {
        return before.inForce();
      }
      throw failure(e);
    }
  }

  private boolean isBelieved(Reading reading) {
    return nanoTime.getAsLong() - reading.at() < BELIEVED.toNanos();
  }

  @Override
  public Set<Capability> capabilities() {
    return object.capabilities();
  }

  @Override
  public void close() {
    // What is in force stays in force.
  }

  /** Reads and patches what was read; the answer is the conflict if there was one. */
  private Optional<KubeFailure> attempt(AppliedRoutes wanted) {
    JsonNode now = client.get(object.resource());
    Optional<AppliedRoutes> told = RouteRecord.read(now, model);
    if (told.isPresent() && told.get().snapshot().isNewerThan(wanted.snapshot())) {
      return Optional.empty();
    }
    JsonPatch patch = patch(now, told, wanted);
    try {
      if (!patch.isEmpty()) {
        client.patch(object.resource(), patch);
        last = new Reading(Optional.of(wanted.snapshot()), nanoTime.getAsLong());
      }
      return Optional.empty();
    } catch (KubeFailure e) {
      // Without an answer nobody knows what is in force.
      last = null;
      if (e.isConflict()) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  private JsonPatch patch(JsonNode now, Optional<AppliedRoutes> told, AppliedRoutes wanted) {
    JsonPatch changes = new JsonPatch();
    object.change(now, told, wanted, changes);
    RouteRecord.write(now, wanted, changes);
    if (changes.isEmpty()) {
      return changes;
    }
    JsonPatch patch = new JsonPatch().test(object.pointer(), now.at(object.pointer()));
    RouteRecord.testEpoch(now, patch);
    return patch.and(changes);
  }

  private static RouterException failure(KubeFailure e) {
    return new RouterException(String.valueOf(e.getMessage()), e);
  }
}
