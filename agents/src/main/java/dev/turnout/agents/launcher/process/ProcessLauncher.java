package dev.turnout.agents.launcher.process;

import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.probe.HealthChecker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each version of a model as a process of its own. Processes survive a crash of the agent, and
 * the next agent adopts them; they end with the agent when it is closed.
 */
public final class ProcessLauncher implements Launcher {
  private static final Logger log = LoggerFactory.getLogger(ProcessLauncher.class);
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final ProcessConfig config;
  private final ProcessFiles files;
  private final PortPool ports;
  private final Watchlist watchlist;
  private final Map<String, ChildSupervisor> children = new HashMap<>();

  /**
   * Makes a launcher, which adopts the processes that a crashed one left in its directory.
   *
   * @param health this launcher's own; stays the caller's to close, after this
   */
  public ProcessLauncher(ProcessConfig config, PortPool ports, HealthChecker health) {
    this.config = config;
    this.ports = ports;
    this.watchlist = new Watchlist(health);
    this.files = new ProcessFiles(config.directory());
    config.limits().missing().forEach(why -> log.warn("model={} {}", config.model(), why));
    files.records().forEach(this::adopt);
  }

  @Override
  public synchronized void start(LaunchOrder order) {
    ChildSupervisor now = children.get(order.version());
    if (now == null || now.hasEnded()) {
      supervise(order, Optional.empty(), Optional.empty());
    } else if (now.isStopped() || !order.isSameServer(now.order()) || failedBefore(now, order)) {
      now.stop();
      supervise(order, Optional.empty(), Optional.of(now));
    } else {
      now.refreshOrder(order);
    }
  }

  @Override
  public synchronized void stop(String version) {
    ChildSupervisor child = children.get(version);
    if (child != null) {
      child.stop();
    }
  }

  @Override
  public synchronized Map<String, LaunchStatus> statuses() {
    children.values().removeIf(ChildSupervisor::hasEnded);
    Map<String, LaunchStatus> statuses = new TreeMap<>();
    children.forEach((version, child) -> statuses.put(version, child.status()));
    return statuses;
  }

  @Override
  public synchronized void close() {
    children.values().forEach(ChildSupervisor::stop);
    try {
      for (ChildSupervisor child : children.values()) {
        child.awaitEnd(config.grace().plus(SLACK));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean failedBefore(ChildSupervisor child, LaunchOrder order) {
    return child.status() instanceof LaunchStatus.Failed
        && !child.order().attempt().equals(order.attempt());
  }

  private void adopt(ProcessRecord left) {
    if (left.process().isEmpty()) {
      files.forget(left.order().version());
      return;
    }
    ChildSupervisor child = supervise(left.order(), Optional.of(left), Optional.empty());
    String command = ProcessFiles.digest(files.command(config, left.order(), left.port()));
    if (!command.equals(left.command())) {
      child.stop();
    }
  }

  private ChildSupervisor supervise(
      LaunchOrder order, Optional<ProcessRecord> found, Optional<ChildSupervisor> before) {
    ChildSupervisor child = new ChildSupervisor(order, found, config, files, ports, watchlist);
    children.put(order.version(), child);
    Thread thread =
        new Thread(
            () -> runAfter(before, child),
            "turnout-process-" + config.model() + "-" + order.version());
    thread.setDaemon(true);
    thread.start();
    return child;
  }

  private static void runAfter(Optional<ChildSupervisor> before, ChildSupervisor child) {
    try {
      if (before.isPresent()) {
        before.get().awaitEnd();
      }
      child.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
