package dev.turnout.agents.agent;

import dev.turnout.agents.config.ReportTimes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's one working thread: takes tables, lets each model converge, and reports. A new table
 * wakes it at once, and what changed is reported in the same turn.
 */
final class ConvergenceLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConvergenceLoop.class);
  private static final Duration TURN = Duration.ofMillis(50);
  private static final Duration LAST_TURN = Duration.ofSeconds(10);

  private final Map<String, ModelDesk> desks;
  private final Reporter reporter;
  private final ReportTimes times;
  private final BooleanSupplier caughtUp;
  private final BlockingQueue<Offer> inbox;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, String> troubles = new HashMap<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean turned;

  /**
   * Does nothing yet.
   *
   * @param inbox where tables arrive
   * @param caughtUp whether all tables that Kafka has have arrived
   */
  ConvergenceLoop(
      String node,
      List<ModelDesk> desks,
      BlockingQueue<Offer> inbox,
      Reporter reporter,
      ReportTimes times,
      BooleanSupplier caughtUp) {
    this.desks =
        desks.stream().collect(Collectors.toUnmodifiableMap(ModelDesk::model, Function.identity()));
    this.inbox = inbox;
    this.reporter = reporter;
    this.times = times;
    this.caughtUp = caughtUp;
    this.thread = new Thread(this::run, "turnout-agent-" + node);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether the thread works, and has looked at everything at least once. */
  boolean isTurning() {
    return turned && thread.isAlive();
  }

  /** Whether the thread works; before the first turn too. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** Stops working and says good-bye in a last report. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(LAST_TURN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long nextHeartbeat = System.nanoTime();
    long nextMetrics = nextHeartbeat;
    while (!closing) {
      takeOffers();
      long now = System.nanoTime();
      boolean heartbeat = now >= nextHeartbeat;
      boolean metrics = now >= nextMetrics;
      desks.values().forEach(desk -> turn(desk, heartbeat, metrics));
      nextHeartbeat = heartbeat ? now + times.heartbeat().toNanos() : nextHeartbeat;
      nextMetrics = metrics ? now + times.metrics().toNanos() : nextMetrics;
      turned = true;
    }
    desks.values().forEach(this::sayGoodBye);
  }

  private void takeOffers() {
    try {
      Offer offer = inbox.poll(TURN.toMillis(), TimeUnit.MILLISECONDS);
      while (offer != null) {
        Objects.requireNonNull(desks.get(offer.desired().model())).offer(offer, clock.instant());
        offer = inbox.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** One model's trouble stops neither the others nor its own heartbeat. */
  private void turn(ModelDesk desk, boolean heartbeat, boolean metrics) {
    boolean changed = false;
    try {
      changed = desk.converge(clock.instant(), caughtUp.getAsBoolean());
      troubles.remove(desk.model());
    } catch (RuntimeException e) {
      if (!e.toString().equals(troubles.put(desk.model(), e.toString()))) {
        log.error("turn failed model={}", desk.model(), e);
      }
    }
    if (changed || heartbeat) {
      reporter.reportState(desk, false);
    }
    if (metrics) {
      reporter.reportMetrics(desk);
    }
  }

  private void sayGoodBye(ModelDesk desk) {
    reporter.reportMetrics(desk);
    reporter.reportState(desk, true);
  }
}
