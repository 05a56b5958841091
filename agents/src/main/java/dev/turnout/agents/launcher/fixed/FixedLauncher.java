package dev.turnout.agents.launcher.fixed;

import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.probe.HealthChecker;
import dev.turnout.agents.probe.ServedVersion;
import dev.turnout.agents.router.Endpoint;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Servers that somebody else runs at known endpoints. Starting one means to watch it: it is ready
 * while its health check says so. Stopping one means to forget it.
 */
public final class FixedLauncher implements Launcher {
  private final String model;
  private final Map<String, Endpoint> endpoints;
  private final HealthChecker health;
  private final Set<String> ordered = new TreeSet<>();

  /**
   * A launcher of given endpoints.
   *
   * @param endpoints where each version listens
   * @param health this launcher's own; stays the caller's to close
   */
  public FixedLauncher(String model, Map<String, Endpoint> endpoints, HealthChecker health) {
    this.model = model;
    this.endpoints = Map.copyOf(endpoints);
    this.health = health;
  }

  @Override
  public synchronized void start(LaunchOrder order) {
    if (ordered.add(order.version())) {
      watchOrdered();
    }
  }

  @Override
  public synchronized void stop(String version) {
    if (ordered.remove(version)) {
      watchOrdered();
    }
  }

  @Override
  public synchronized Map<String, LaunchStatus> statuses() {
    Map<String, LaunchStatus> statuses = new TreeMap<>();
    ordered.forEach(version -> statuses.put(version, status(version)));
    return statuses;
  }

  @Override
  public synchronized void close() {
    ordered.clear();
    watchOrdered();
  }

  private LaunchStatus status(String version) {
    Endpoint endpoint = endpoints.get(version);
    return endpoint == null
        ? new LaunchStatus.Failed(
            "Expected an endpoint of version '%s' in this node's configuration, but it has %s"
                .formatted(version, new TreeSet<>(endpoints.keySet())))
        : LaunchStatus.of(endpoint, health.health(new ServedVersion(model, version, endpoint)));
  }

  private void watchOrdered() {
    health.watch(
        ordered.stream()
            .filter(endpoints::containsKey)
            .map(
                version ->
                    new ServedVersion(
                        model, version, Objects.requireNonNull(endpoints.get(version))))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
