package dev.turnout.agents.launcher.process;

import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.probe.Health;
import dev.turnout.agents.probe.ServedVersion;
import dev.turnout.agents.router.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one version's process running: starts or adopts it, watches its readiness, starts it again
 * with growing waits, gives up after some attempts, and ends it. One thread runs it.
 */
final class ChildSupervisor implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ChildSupervisor.class);
  // A process that was ready for so long did not fail to start.
  private static final Duration PROVEN_AFTER = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final ProcessConfig config;
  private final ProcessFiles files;
  private final PortPool ports;
  private final Watchlist watchlist;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final LogFile output;
  private volatile LaunchOrder order;
  private volatile LaunchStatus status = new LaunchStatus.Preparing("its process is being started");
  private Optional<ProcessRecord> found;
  private Optional<Integer> port = Optional.empty();
  private int failures;

  ChildSupervisor(
      LaunchOrder order,
      Optional<ProcessRecord> found,
      ProcessConfig config,
      ProcessFiles files,
      PortPool ports,
      Watchlist watchlist) {
    this.order = order;
    this.found = found;
    this.config = config;
    this.ports = ports;
    this.watchlist = watchlist;
    this.files = files;
    this.output = files.log(order.version());
    found.ifPresent(record -> ports.claim(record.port()));
    port = found.map(ProcessRecord::port);
  }

  LaunchOrder order() {
    return order;
  }

  void refreshOrder(LaunchOrder same) {
    order = same;
  }

  LaunchStatus status() {
    return status;
  }

  /** Asks it to end; returns at once. */
  synchronized void stop() {
    status = new LaunchStatus.Stopping();
    stop.countDown();
  }

  boolean isStopped() {
    return stop.getCount() == 0;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    try {
      supervise();
      endWhatWasNotAdopted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("supervision failed model={} version={}", config.model(), order.version(), e);
      show(new LaunchStatus.Failed("the agent failed to run it: " + e.getMessage()));
      waitForStop();
    } finally {
      port.ifPresent(ports::giveBack);
      ended.countDown();
    }
  }

  private void supervise() throws InterruptedException {
    while (!isStopped()) {
      String trouble = runOnce();
      if (isStopped()) {
        return;
      }
      failures++;
      if (failures >= config.attempts()) {
        giveUp(trouble);
        return;
      }
      Duration wait = config.backOffAfter(failures);
      show(
          new LaunchStatus.Preparing(
              "attempt %d of %d follows in %d ms: %s"
                  .formatted(failures + 1, config.attempts(), wait.toMillis(), trouble)));
      stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A process that was found, and whose version was stopped before anybody looked at it. */
  private void endWhatWasNotAdopted() throws InterruptedException {
    Optional<ProcessHandle> running = found.flatMap(ProcessRecord::process);
    if (running.isPresent()) {
      new Child(running.get()).terminate(config.grace());
      files.forget(order.version());
    }
  }

  private void giveUp(String trouble) {
    log.warn(
        "version failed model={} version={} reason={}", config.model(), order.version(), trouble);
    show(
        new LaunchStatus.Failed(
            "gave up after %d attempts: %s".formatted(config.attempts(), trouble)));
    waitForStop();
  }

  /** One life of the process; the answer says why it is over. */
  private String runOnce() throws InterruptedException {
    long logStart = output.size();
    Child child;
    try {
      child = adoptOrStart();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    try {
      String trouble = watch(child, served());
      String words = output.lastWordsSince(logStart);
      return words.isEmpty() ? trouble : trouble + "; its last words: " + words;
    } finally {
      child.terminate(config.grace());
      files.forget(order.version());
    }
  }

  private Child adoptOrStart() throws IOException {
    Optional<ProcessRecord> left = found;
    found = Optional.empty();
    Optional<ProcessHandle> running = left.flatMap(ProcessRecord::process);
    if (running.isPresent()) {
      log.info(
          "process adopted model={} version={} pid={} port={}",
          config.model(),
          order.version(),
          running.get().pid(),
          port.orElse(0));
      return new Child(running.get());
    }
    return start();
  }

  private Child start() throws IOException {
    if (order.source().isEmpty() && config.command().needsSource()) {
      throw new IOException(
          "Expected a source of version '%s', because the command holds {source}; give it in the"
                  .formatted(order.version())
              + " rollout's candidate");
    }
    int chosen = choosePort();
    CommandTemplate.Command command = files.command(config, order, chosen);
    ProcessBuilder builder = new ProcessBuilder(command.arguments());
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(true).redirectOutput(output.redirect());
    Process process = builder.start();
    try {
      files.remember(order, chosen, process.toHandle(), command);
      process.getOutputStream().close();
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
    log.info(
        "process started model={} version={} pid={} port={} log={}",
        config.model(),
        order.version(),
        process.pid(),
        chosen,
        output);
    return new Child(process);
  }

  /** The port it had, unless some other program took it meanwhile. */
  private int choosePort() throws IOException {
    if (port.isPresent() && !PortPool.isFree(port.get())) {
      ports.giveBack(port.get());
      port = Optional.empty();
    }
    if (port.isEmpty()) {
      port = ports.take();
    }
    return port.orElseThrow(
        () -> new IOException("Expected a free port in %s, but all are taken".formatted(ports)));
  }

  private ServedVersion served() {
    Endpoint endpoint = new Endpoint(config.protocol(), "127.0.0.1", port.orElseThrow());
    return new ServedVersion(config.model(), order.version(), endpoint);
  }

  /** Returns when the process ended, hangs, or is to be stopped, with the reason. */
  private String watch(Child child, ServedVersion served) throws InterruptedException {
    watchlist.add(served);
    try {
      long lastReady = System.nanoTime();
      long readySince = 0;
      while (child.isAlive() && !isStopped()) {
        Health health = watchlist.health(served);
        long now = System.nanoTime();
        if (health.state() == Health.State.READY) {
          Optional<String> stranger = readySince == 0 ? stranger(child) : Optional.empty();
          if (stranger.isPresent()) {
            return stranger.get();
          }
          readySince = readySince == 0 ? now : readySince;
          lastReady = now;
          failures = now - readySince > PROVEN_AFTER.toNanos() ? 0 : failures;
        } else {
          readySince = 0;
        }
        if (now - lastReady > config.startTimeout().toNanos()) {
          return "not ready within %d s: %s"
              .formatted(config.startTimeout().toSeconds(), health.reason());
        }
        show(LaunchStatus.of(served.endpoint(), health));
        output.cutAt(config.maxLogBytes());
        stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
      return isStopped() ? "it was stopped" : child.ending();
    } finally {
      watchlist.remove(served);
    }
  }

  /** Who answers instead of the process that was started. */
  private Optional<String> stranger(Child child) {
    return config.foreignListener()
        ? Optional.empty()
        : PortOwner.stranger(port.orElseThrow(), child.handle())
            .map(
                who ->
                    "Expected its own server on port %d, but %s answers there (set foreignListener: true if the command starts the server outside of its own process, as docker run does)"
                        .formatted(port.orElseThrow(), who));
  }

  private synchronized void show(LaunchStatus next) {
    if (!isStopped()) {
      status = next;
    }
  }

  private void waitForStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
