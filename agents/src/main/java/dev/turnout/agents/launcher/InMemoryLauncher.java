package dev.turnout.agents.launcher;

import dev.turnout.agents.router.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Servers that are only entries of a map: for simulations and tests. What is ordered is ready at
 * once, unless it was said before that the version is slow or fails.
 */
public final class InMemoryLauncher implements Launcher {
  private static final int FIRST_PORT = 20_000;

  private final Map<String, LaunchStatus> running = new TreeMap<>();
  private final Map<String, LaunchOrder> orders = new HashMap<>();
  private final Map<String, LaunchStatus> scripted = new HashMap<>();
  private int ports = FIRST_PORT;

  @Override
  public synchronized void start(LaunchOrder order) {
    LaunchOrder before = orders.put(order.version(), order);
    boolean same = before != null && order.isSameServer(before);
    boolean again =
        running.get(order.version()) instanceof LaunchStatus.Failed
            && before != null
            && !before.attempt().equals(order.attempt());
    if (!same || again) {
      running.put(order.version(), scripted.getOrDefault(order.version(), ready()));
    }
  }

  @Override
  public synchronized void stop(String version) {
    orders.remove(version);
    running.remove(version);
  }

  @Override
  public synchronized Map<String, LaunchStatus> statuses() {
    return Map.copyOf(running);
  }

  /** From now on the version stays in preparation, also if it runs already. */
  public synchronized void holdBack(String version, String reason) {
    become(version, new LaunchStatus.Preparing(reason));
  }

  /** From now on the version fails, also if it runs already. */
  public synchronized void fail(String version, String reason) {
    become(version, new LaunchStatus.Failed(reason));
  }

  /** From now on the version is ready, also if it was held back or failed. */
  public synchronized void recover(String version) {
    become(version, ready());
    scripted.remove(version);
  }

  /** As after a crash of the agent: a server runs that nobody ordered. */
  public synchronized void leaveRunning(String version) {
    running.put(version, ready());
  }

  @Override
  public synchronized void close() {
    running.clear();
    orders.clear();
  }

  private void become(String version, LaunchStatus status) {
    scripted.put(version, status);
    running.computeIfPresent(version, (v, old) -> status);
  }

  private LaunchStatus ready() {
    return new LaunchStatus.Ready(new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", ports++));
  }
}
