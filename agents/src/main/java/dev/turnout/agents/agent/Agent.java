package dev.turnout.agents.agent;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.convergence.ModelConvergence;
import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.probe.HttpProbe;
import dev.turnout.agents.probe.SmokeTester;
import dev.turnout.agents.router.RouterException;
import dev.turnout.status.StatusServer;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's agent: makes the node serve its models as the orchestrator's route tables say, and
 * reports. It starts and goes on without Kafka, from the tables on its disk. Several may run in one
 * process, each with its own data directory. Safe for all threads.
 */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final AgentConfig config;
  private final TableTracer tracer;
  // Closed in the opposite order of their opening.
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Clusters clusters = new Clusters(System.getenv());
  private final AgentMetrics metrics = new AgentMetrics();
  private final BlockingQueue<Offer> inbox = new LinkedBlockingQueue<>();
  private final Routers routers;
  private final Launchers launchers;
  private final SmokeTester smokeTester;
  private final TableStore store;
  private final List<ModelDesk> desks;
  private final ReportSender sender;
  private final ConvergenceLoop loop;
  private final RouteWatcher watcher;
  private final StatusServer admin;
  private boolean closed;

  private Agent(AgentConfig config, TableTracer tracer) {
    this.config = config;
    this.tracer = tracer;
    opened.push(DirectoryLock.take(config.dataDir()));
    try {
      HttpProbe probe = open(new HttpProbe());
      launchers = open(new Launchers(config.dataDir(), probe, clusters));
      routers = open(Routers.open(config, clusters));
      smokeTester = new SmokeTester(probe);
      store = new TableStore(config.dataDir().resolve("routes"));
      desks = config.models().stream().map(this::desk).toList();
      sender = open(new ReportSender(config.kafka(), metrics, config.node()));
      watcher = watcher();
      loop = open(loop());
      open(watcher);
      admin = open(admin());
      metrics.gauge(AgentMeter.CONNECTED, () -> watcher.trouble().isEmpty() ? 1 : 0);
      metrics.gauge(AgentMeter.ACCESS_LINES_UNUSABLE, routers::unusableLines);
      desks.forEach(desk -> offerStored(desk.model()));
      loop.start();
      watcher.start();
    } catch (RuntimeException e) {
      closeOpened();
      throw e;
    }
    log.info("agent started node={} models={} admin={}", config.node(), models(), adminPort());
  }

  /**
   * Starts an agent; when this returns, its listeners accept requests.
   *
   * @throws RuntimeException if a port or the data directory cannot be used; nothing runs then
   */
  public static Agent start(AgentConfig config) {
    return start(config, TableTracer.OFF);
  }

  /**
   * The same, and a trace hears of the tables that are applied.
   *
   * @throws RuntimeException as above
   */
  public static Agent start(AgentConfig config, TableTracer tracer) {
    return new Agent(config, tracer);
  }

  /**
   * Waits until the agent serves every model for which there is a table, from Kafka or from the
   * disk; without Kafka and without a table it does not get ready.
   *
   * @return whether it did within the limit
   */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return await(() -> unready().isEmpty(), limit);
  }

  /**
   * Waits until the agent has read all route tables and Kafka has its first report of every model,
   * so that the orchestrator will wait for this node.
   *
   * @return whether it did within the limit
   */
  public boolean awaitConnected(Duration limit) throws InterruptedException {
    return await(
        () ->
            watcher.isCaughtUp()
                && desks.stream()
                    .allMatch(
                        desk -> sender.acknowledged(config.topics().agents(), desk.model()) > 0),
        limit);
  }

  /** Whether requests of a model come in on a port of this node, rather than of a cluster. */
  public boolean listensFor(String model) {
    return config.models().stream()
        .anyMatch(known -> known.name().equals(model) && known.listen().isPresent());
  }

  /** The port on which the requests of a model come in, if it {@link #listensFor} it. */
  public int port(String model) {
    return routers.port(model);
  }

  /** The port of health and metrics. */
  public int adminPort() {
    return admin.port();
  }

  /** What holds for each model, by its name. */
  public Map<String, ModelState> states() {
    return desks.stream().collect(Collectors.toUnmodifiableMap(ModelDesk::model, ModelDesk::state));
  }

  /** What keeps the agent from being ready, in words; empty if it is. */
  public List<String> unready() {
    List<String> troubles = new ArrayList<>();
    if (!loop.isTurning()) {
      troubles.add("the agent has not looked at its models yet");
    }
    for (ModelDesk desk : desks) {
      if (desk.isIdle() && !watcher.isCaughtUp()) {
        troubles.add("model %s: no table yet, and Kafka is not read".formatted(desk.model()));
      } else if (!desk.isIdle() && isNothingInForce(desk.model())) {
        troubles.add(
            "model %s: no table in force: %s"
                .formatted(desk.model(), desk.state().refusal().orElse("not looked at yet")));
      }
    }
    return troubles;
  }

  private boolean isNothingInForce(String model) {
    try {
      return routers.of(model).inForce(model).isEmpty();
    } catch (RouterException e) {
      return true;
    }
  }

  /** What is wrong although the agent serves its models; empty if nothing is. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    watcher
        .trouble()
        .ifPresent(why -> warnings.add(why + "; requests are served from the tables at hand"));
    sender.trouble().ifPresent(warnings::add);
    for (ModelDesk desk : desks) {
      desk.unsaved().ifPresent(why -> warnings.add("model %s: %s".formatted(desk.model(), why)));
    }
    return List.copyOf(warnings);
  }

  /** Says good-bye, lets requests in flight end, and stops the servers. May be repeated. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      log.info("agent stopping node={}", config.node());
      closeOpened();
      metrics.close();
    }
  }

  private ModelDesk desk(ModelConfig model) {
    ModelConvergence convergence =
        new ModelConvergence(
            model.name(),
            routers.of(model.name()),
            launchers.open(model),
            smokeTester::run,
            model.drain());
    return new ModelDesk(
        model.name(), convergence, routers.counters(model.name()), store, metrics, tracer);
  }

  private ConvergenceLoop loop() {
    ReportCodec codec =
        new ReportCodec(config.node(), config.labels(), UUID.randomUUID().toString());
    Reporter reporter = new Reporter(codec, sender, config.topics(), Clock.systemUTC());
    return new ConvergenceLoop(
        config.node(), desks, inbox, reporter, config.reports(), watcher::isCaughtUp);
  }

  private void offerStored(String model) {
    try {
      store
          .load(model)
          .ifPresent(
              table -> inbox.add(new Offer(table, RouteCodec.decode(table, config.node()), false)));
    } catch (IllegalArgumentException e) {
      log.warn("stored table unusable model={} reason={}", model, e.getMessage());
    }
  }

  private RouteWatcher watcher() {
    PoisonBin poison = new PoisonBin(config.topics().deadLetters(), sender, metrics);
    metrics.announce(AgentMeter.POISON, config.topics().routes());
    for (String topic : List.of(config.topics().agents(), config.topics().metrics())) {
      metrics.announce(AgentMeter.REPORTS_SENT, topic);
      metrics.announce(AgentMeter.REPORTS_FAILED, topic);
    }
    Supplier<RouteDecoder> decoders =
        () ->
            new RouteDecoder(
                config.kafka(), config.node(), states().keySet(), inbox::add, poison::put);
    return new RouteWatcher(config.kafka(), config.topics().routes(), decoders, config.node());
  }

  private StatusServer admin() {
    return new StatusServer(
        new InetSocketAddress(config.admin().host(), config.admin().port()),
        () ->
            loop.isAlive() && watcher.isAlive()
                ? List.of()
                : List.of("a thread of the agent has ended"),
        this::unready,
        this::warnings,
        metrics::scrape);
  }

  private List<String> models() {
    return config.models().stream()
        .map(model -> model.listen().isEmpty() ? model.name() : address(model.name()))
        .toList();
  }

  private String address(String model) {
    return "%s:%d".formatted(model, port(model));
  }

  private static boolean await(BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
    return true;
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  private void closeOpened() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        log.warn("part did not close reason={}", e.toString());
      }
    }
  }
}
