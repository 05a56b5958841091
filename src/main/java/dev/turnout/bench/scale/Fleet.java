package dev.turnout.bench.scale;

import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.DoubleConsumer;

/**
 * The nodes of all models: they report evenly over the interval, and do at once as they are told.
 */
final class Fleet implements AutoCloseable {
  private static final int STARTS_AT_ONCE = 200;
  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final long NAP_MS = 10;

  private final Site site;
  private final Duration interval;
  private final Sender sender;
  private final RouteWatch watch;
  private final ConcurrentHashMap<String, ScaledModel> byName = new ConcurrentHashMap<>();
  private final Thread clock = new Thread(this::run, "scale-reports");
  private volatile AtomicReferenceArray<ScaledModel> reporting = new AtomicReferenceArray<>(0);
  private volatile boolean paused;
  private volatile boolean stopping;

  Fleet(Site site) {
    this.site = site;
    this.interval = site.plan().interval();
    var registry = new RegistryClient(RegistryConfig.from(site.settings()));
    this.sender = new Sender(site.settings(), new TurnoutSerde(registry));
    this.watch = new RouteWatch(site, new TurnoutSerde(registry), byName, sender);
    clock.setDaemon(true);
    clock.start();
  }

  Sender sender() {
    return sender;
  }

  /** A model whose rollout runs; its node does not report by itself. */
  ScaledModel start(String name, long seed) throws InterruptedException {
    ScaledModel model = begin(name, seed);
    await(model);
    return model;
  }

  /** Models whose rollouts all run, and whose nodes report from now on. */
  List<ScaledModel> startAll(int count, DoubleConsumer progress) throws InterruptedException {
    List<ScaledModel> started = new ArrayList<>();
    reporting = new AtomicReferenceArray<>(count);
    var places = new Semaphore(STARTS_AT_ONCE);
    for (int i = 0; i < count; i++) {
      if (!places.tryAcquire(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("Expected rollouts to start within " + START_WITHIN);
      }
      ScaledModel model = begin("model-%05d".formatted(i), site.plan().seed() * count + i);
      var unused = model.running().thenRun(places::release);
      reporting.set(i, model);
      started.add(model);
      progress.accept((double) i / count);
    }
    for (ScaledModel model : started) {
      await(model);
    }
    return started;
  }

  /** Nobody reports until {@link #goOn}. */
  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
  }

  private ScaledModel begin(String name, long seed) {
    var model = new ScaledModel(name, site.topics(), seed);
    byName.put(name, model);
    sender.send(model.heartbeat(sender));
    sender.send(model.start(sender));
    return model;
  }

  private static void await(ScaledModel model) throws InterruptedException {
    try {
      model.running().get(START_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "Expected the rollout of %s to run within %s".formatted(model.name(), START_WITHIN), e);
    }
  }

  /** Each model has its place in the interval. */
  private void run() {
    long begin = System.nanoTime();
    double done = 0;
    try {
      while (!stopping) {
        Thread.sleep(NAP_MS);
        double now = (double) (System.nanoTime() - begin) / interval.toNanos();
        report(Math.max(done, now - 1), now);
        done = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those whose place lies between; what was missed for longer than an interval is left out. */
  private void report(double from, double to) {
    AtomicReferenceArray<ScaledModel> models = reporting;
    int size = models.length();
    for (long place = (long) Math.ceil(from * size); place < to * size && !paused; place++) {
      ScaledModel model = models.get((int) (place % size));
      if (model != null) {
        model.reports(sender, interval).forEach(sender::send);
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    clock.interrupt();
    try {
      clock.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.close();
    sender.close();
  }
}
