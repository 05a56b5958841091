package dev.turnout.agents.launcher.fixed;

import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.ReadinessProbe;
import dev.turnout.agents.router.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Servers that somebody else runs at known endpoints. Starting one means to watch it: it is ready
 * as soon as its probe says so, and no longer ready after three failed probes in a row. Stopping
 * one means to forget it.
 */
public final class FixedLauncher implements Launcher {
  private static final int FORGIVEN = 2;

  /**
   * A watched version: its order, what it is, and how many probes failed since the last success.
   */
  private record Watched(LaunchOrder order, LaunchStatus status, int failures) {}

  private final Map<String, Endpoint> endpoints;
  private final ReadinessProbe probe;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "turnout-fixed-launcher");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A launcher of given endpoints.
   *
   * @param endpoints where each version listens
   * @param interval from one probe to the next, greater than 0
   */
  public FixedLauncher(Map<String, Endpoint> endpoints, ReadinessProbe probe, Duration interval) {
    this.endpoints = Map.copyOf(endpoints);
    this.probe = probe;
    watcher.scheduleWithFixedDelay(this::probeAll, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void start(LaunchOrder order) {
    watched.compute(
        order.version(),
        (version, now) ->
            now != null && order.isSameServer(now.order())
                ? new Watched(order, now.status(), now.failures())
                : new Watched(order, atFirst(version), 0));
  }

  @Override
  public void stop(String version) {
    watched.remove(version);
  }

  @Override
  public Map<String, LaunchStatus> statuses() {
    Map<String, LaunchStatus> statuses = new ConcurrentHashMap<>();
    watched.forEach((version, now) -> statuses.put(version, now.status()));
    return statuses;
  }

  @Override
  public void close() {
    watcher.shutdownNow();
    watched.clear();
  }

  private LaunchStatus atFirst(String version) {
    return endpoints.containsKey(version)
        ? new LaunchStatus.Preparing("waiting for the first answer of its server")
        : new LaunchStatus.Failed(
            "Expected an endpoint of version '%s' in this node's configuration, but it has %s"
                .formatted(version, new TreeSet<>(endpoints.keySet())));
  }

  private void probeAll() {
    for (String version : watched.keySet()) {
      Endpoint endpoint = endpoints.get(version);
      if (endpoint != null) {
        try {
          Optional<String> trouble = probe.whyNotReady(endpoint);
          watched.computeIfPresent(version, (v, now) -> after(now, endpoint, trouble));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static Watched after(Watched now, Endpoint endpoint, Optional<String> trouble) {
    if (trouble.isEmpty()) {
      return new Watched(now.order(), new LaunchStatus.Ready(endpoint), 0);
    }
    int failures = now.failures() + 1;
    boolean forgiven = now.status() instanceof LaunchStatus.Ready && failures <= FORGIVEN;
    LaunchStatus status =
        forgiven ? now.status() : new LaunchStatus.Preparing(trouble.orElseThrow());
    return new Watched(now.order(), status, failures);
  }
}
