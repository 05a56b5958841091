package dev.turnout.agents.convergence;

import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the node look like one model's newest table. Level-triggered: each pass compares what is
 * with what must be and does the next thing, so a pass may be repeated, skipped or come after a
 * crash without harm. One thread at a time uses it.
 */
public final class ModelConvergence {
  private final String model;
  private final Router router;
  private final Launcher launcher;
  private final SmokeRuns smokeRuns;
  private final Retirement retirement;
  // Where each version was last seen ready. It stays in use while the server is away for a moment:
  // to fail its requests and count them is honest, to leave it without an endpoint is not better.
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private Optional<DesiredTable> target = Optional.empty();
  private Map<String, Endpoint> routed = Map.of();
  private Optional<String> refusal = Optional.empty();
  // The data plane cannot be read, so that any version may still have traffic.
  private boolean blind;
  private final Drift drift = new Drift();

  /**
   * Begins with an empty node.
   *
   * @param grace from the moment the router stops using a version until its server is stopped;
   *     requests in flight end in it
   */
  public ModelConvergence(
      String model, Router router, Launcher launcher, SmokeRunner smokeRunner, Duration grace) {
    this.model = model;
    this.router = router;
    this.launcher = launcher;
    this.smokeRuns = new SmokeRuns(smokeRunner);
    this.retirement = new Retirement(launcher, grace);
  }

  /** Takes a newer table as target; false for the same or an older epoch, which changes nothing. */
  public boolean offer(DesiredTable table) {
    if (target.isPresent() && table.epoch() <= target.get().epoch()) {
      return false;
    }
    target = Optional.of(table);
    return true;
  }

  /** The newest table that was offered. */
  public Optional<DesiredTable> target() {
    return target;
  }

  /** What the data plane can do. */
  public Set<Capability> capabilities() {
    return router.capabilities();
  }

  /** How often the data plane was put right after somebody else had changed it. */
  public long driftsCorrected() {
    return drift.count();
  }

  /** One pass; the answer is what holds after it. */
  public ModelState converge(Instant now) {
    if (target.isEmpty()) {
      return ModelState.none(model);
    }
    DesiredTable wanted = target.get();
    refusal = Optional.empty();
    blind = false;
    runVersions(wanted);
    Map<String, LaunchStatus> statuses = launcher.statuses();
    rememberEndpoints(statuses);
    Optional<RouteSnapshot> inForce = route(wanted, statuses, now);
    Set<String> used = blind ? statuses.keySet() : inUse(wanted, inForce);
    endpoints.keySet().removeAll(retirement.follow(used, statuses, now));
    smokeRuns.follow(wanted.smokeTests(), readyEndpoints(statuses));
    return new ModelState(
        model,
        inForce.map(RouteSnapshot::epoch).orElse(0L),
        refusal.or(() -> drift.complaint(now)),
        retirement.states(DesiredTable.names(wanted.routes())),
        smokeRuns.outcomes());
  }

  private void runVersions(DesiredTable wanted) {
    for (DesiredVersion version : wanted.versions()) {
      launcher.start(new LaunchOrder(version.version(), version.source(), wanted.attempt()));
    }
  }

  private void rememberEndpoints(Map<String, LaunchStatus> statuses) {
    endpoints.keySet().retainAll(statuses.keySet());
    endpoints.putAll(readyEndpoints(statuses));
  }

  /** Puts the table in force if it can be; the answer is what the data plane says afterwards. */
  private Optional<RouteSnapshot> route(
      DesiredTable wanted, Map<String, LaunchStatus> statuses, Instant at) {
    try {
      Optional<RouteSnapshot> now = mended(wanted, router.inForce(model), at);
      if (now.isPresent() && now.get().epoch() >= wanted.epoch()) {
        refreshEndpoints(now.get());
        return now;
      }
      refusal = obstacle(wanted, statuses, now);
      if (refusal.isEmpty()) {
        apply(wanted.routes());
      } else if (now.isPresent()) {
        refreshEndpoints(now.get());
      } else {
        serveWithTheLargest(wanted.routes());
      }
      return router.inForce(model);
    } catch (RouterException e) {
      refusal = Optional.of("the data plane refused it: " + e.getMessage());
      return readBack();
    }
  }

  /** What is in force, after what somebody else changed was put right. */
  private Optional<RouteSnapshot> mended(
      DesiredTable wanted, Optional<RouteSnapshot> now, Instant at) {
    Optional<RouteSnapshot> due = drift.find(wanted.routes(), now);
    if (due.isEmpty()) {
      return now;
    }
    apply(due.get());
    drift.mended(due.get(), now, at);
    return router.inForce(model);
  }

  /** What is in force although a change failed; none when that cannot be read either. */
  private Optional<RouteSnapshot> readBack() {
    try {
      return router.inForce(model);
    } catch (RouterException e) {
      blind = true;
      return Optional.empty();
    }
  }

  /**
   * Why a table must not be put in force yet. A version that never was ready cannot take requests.
   * A candidate must be ready to get more; but traffic goes back to a stable version even if it is
   * in trouble, because the orchestrator has decided that the candidate is worse.
   */
  private Optional<String> obstacle(
      DesiredTable wanted, Map<String, LaunchStatus> statuses, Optional<RouteSnapshot> now) {
    for (DesiredVersion version : wanted.versions()) {
      String name = version.version();
      double weight = DesiredTable.weight(wanted.routes(), name);
      double before = now.map(routes -> DesiredTable.weight(routes, name)).orElse(0.0);
      boolean mustBeReady = version.candidate() && weight > before;
      boolean isReady = statuses.get(name) instanceof LaunchStatus.Ready;
      if (weight > 0 && (!endpoints.containsKey(name) || (mustBeReady && !isReady))) {
        return Optional.of(notReady(wanted, name, weight, statuses));
      }
    }
    return Optional.empty();
  }

  private static String notReady(
      DesiredTable wanted, String version, double weight, Map<String, LaunchStatus> statuses) {
    VersionState state =
        VersionState.of(
            version,
            statuses.getOrDefault(version, new LaunchStatus.Preparing("it is not started yet")));
    return "Expected version '%s' to be ready for weight %s of epoch %d, but it is %s: %s"
        .formatted(version, weight, wanted.epoch(), state.phase(), state.reason());
  }

  private void apply(RouteSnapshot routes) {
    Map<String, Endpoint> next = endpointsOf(routes);
    router.apply(routes, next);
    routed = next;
    drift.ordered(routes);
  }

  private void refreshEndpoints(RouteSnapshot inForce) {
    if (!endpointsOf(inForce).equals(routed)) {
      apply(inForce);
    }
  }

  /**
   * After a start, when one version of the table is not ready yet: its largest version serves all
   * requests until then, as epoch 0, which acknowledges nothing.
   */
  private void serveWithTheLargest(RouteSnapshot wanted) {
    wanted.routes().stream()
        .reduce((a, b) -> b.weight() >= a.weight() ? b : a)
        .filter(route -> endpoints.containsKey(route.version()))
        .ifPresent(route -> apply(Provisional.only(wanted, route.version())));
  }

  private Map<String, Endpoint> endpointsOf(RouteSnapshot routes) {
    Map<String, Endpoint> known = new TreeMap<>(endpoints);
    known.keySet().retainAll(DesiredTable.names(routes));
    return known;
  }

  private static Map<String, Endpoint> readyEndpoints(Map<String, LaunchStatus> statuses) {
    Map<String, Endpoint> ready = new HashMap<>();
    statuses.forEach(
        (version, status) -> {
          if (status instanceof LaunchStatus.Ready up) {
            ready.put(version, up.endpoint());
          }
        });
    return ready;
  }

  private static Set<String> inUse(DesiredTable wanted, Optional<RouteSnapshot> inForce) {
    Set<String> used = inForce.map(DesiredTable::names).orElseGet(Set::of);
    return Stream.concat(used.stream(), DesiredTable.names(wanted.routes()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
