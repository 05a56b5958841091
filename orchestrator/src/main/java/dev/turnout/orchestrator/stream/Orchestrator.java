package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.RegistryFollower;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.Role;
import dev.turnout.status.StatusServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running orchestrator: owns its share of the partitions and decides about their models until it
 * is closed. Several may run in one process. What fails is tried again for ever, with growing
 * pauses; {@link #unready} says why it does not work at the moment.
 */
public final class Orchestrator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final OrchestratorConfig config;
  private final PrometheusMeterRegistry meters;
  private final StreamMetrics metrics;
  private final Readiness readiness = new Readiness();
  private final List<Supplier<List<String>>> needs = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<String>>> warnings = new CopyOnWriteArrayList<>();
  private final SessionFactory sessions;
  private final Optional<RegistryFollower> follower;
  private final Optional<StatusServer> status;
  private final Thread thread;
  private volatile boolean stopping;

  private Orchestrator(
      OrchestratorConfig config,
      CommandSecurity security,
      DecisionTracer tracer,
      InstantSource clock) {
    this.config = config;
    this.meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    this.metrics = new StreamMetrics(meters);
    this.sessions = new SessionFactory(config, security, metrics, readiness, tracer, clock);
    try {
      new Preflight(config, sessions.admin()).check();
      this.follower = config.mlflow().map(this::follower);
      this.status = config.admin().map(this::status);
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
    this.thread = new Thread(this::run, "turnout-orchestrator-" + config.instanceId());
    this.thread.setDaemon(true);
  }

  /**
   * Checks topics and registry and begins to work, in a daemon thread.
   *
   * @throws OrchestratorException if Kafka or the registry does not answer, or the topics are not
   *     as they must be; the message says what to do
   */
  public static Orchestrator start(OrchestratorConfig config) {
    return start(config, DecisionTracer.OFF);
  }

  /**
   * The same, and a trace hears of what is decided.
   *
   * @throws OrchestratorException as above
   */
  public static Orchestrator start(OrchestratorConfig config, DecisionTracer tracer) {
    return start(config, CommandSecurity.OFF, tracer);
  }

  /**
   * The same, and not everybody who may write to the topic of commands may have them carried out.
   *
   * @throws OrchestratorException as above
   */
  public static Orchestrator start(
      OrchestratorConfig config, CommandSecurity security, DecisionTracer tracer) {
    return start(config, security, tracer, InstantSource.system());
  }

  /**
   * @param clock says when a tick is to be written; decisions never read it
   */
  static Orchestrator start(OrchestratorConfig config, InstantSource clock) {
    return start(config, CommandSecurity.OFF, DecisionTracer.OFF, clock);
  }

  private static Orchestrator start(
      OrchestratorConfig config,
      CommandSecurity security,
      DecisionTracer tracer,
      InstantSource clock) {
    var orchestrator = new Orchestrator(config, security, tracer, clock);
    orchestrator.thread.start();
    return orchestrator;
  }

  /** Why it does not work at the moment, one sentence each; empty when it is ready. */
  public List<String> unready() {
    return Stream.concat(
            readiness.unready().stream(), needs.stream().flatMap(need -> need.get().stream()))
        .toList();
  }

  /** Makes readiness wait for something beside it, too: it says what is missing. */
  public void alsoNeeds(Supplier<List<String>> unready) {
    needs.add(unready);
  }

  /**
   * Waits until it has its partitions and their state.
   *
   * @return whether it is ready; false when the time is over
   */
  public boolean awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!unready().isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      pause(Duration.ofMillis(10));
    }
    return true;
  }

  /** What is wrong although it decides, one sentence each; empty if nothing is. */
  public List<String> warnings() {
    return Stream.concat(
            follower.map(RegistryFollower::warnings).orElseGet(List::of).stream(),
            warnings.stream().flatMap(more -> more.get().stream()))
        .toList();
  }

  /** Lets something beside it say what is wrong with it. */
  public void alsoWarns(Supplier<List<String>> more) {
    warnings.add(more);
  }

  /** Where health and metrics are served; empty if nowhere. */
  public Optional<Integer> adminPort() {
    return status.map(StatusServer::port);
  }

  /** Where what runs beside it counts, too. */
  public MeterRegistry meters() {
    return meters;
  }

  /** All metrics in Prometheus's text format. */
  public String scrape() {
    return meters.scrape();
  }

  /**
   * Finishes and commits the present batch, leaves the group, and stops. Does nothing the second
   * time.
   */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.ifPresent(RegistryFollower::close);
    status.ifPresent(StatusServer::close);
    sessions.close();
    meters.close();
  }

  private RegistryFollower follower(MlflowConfig mlflow) {
    return RegistryFollower.start(mlflow, ClientSettings.follower(config), config.topics(), meters);
  }

  private StatusServer status(InetSocketAddress address) {
    return new StatusServer(
        address, readiness::dead, this::unready, this::warnings, meters::scrape);
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      long begin = System.nanoTime();
      try (Session session = sessions.open()) {
        session.run(() -> stopping);
      } catch (RuntimeException e) {
        report(e);
        boolean ranLong = System.nanoTime() - begin > LONGEST_PAUSE.toNanos();
        pause = ranLong ? FIRST_PAUSE : pause;
        rest(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      } catch (Error e) {
        readiness.died("the orchestrator died: " + e);
        LOG.error("The orchestrator died instanceId={}", config.instanceId(), e);
        throw e;
      }
    }
  }

  private void report(RuntimeException e) {
    if (stopping) {
      return;
    }
    metrics.rejoined();
    metrics.owns(0, 0);
    readiness.trouble(Readiness.Matter.KAFKA, sentence(e));
    readiness.trouble(Readiness.Matter.ASSIGNMENT, "waiting for partitions");
    if (Refusal.in(e).isPresent()) {
      LOG.error("Joining again instanceId={} because: {}", config.instanceId(), sentence(e));
    } else {
      LOG.error("Joining again instanceId={} because: {}", config.instanceId(), sentence(e), e);
    }
  }

  private String sentence(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException || cause instanceof FencedInstanceIdException) {
        return "another orchestrator has the instance id '%s' (give each its own)"
            .formatted(config.instanceId());
      }
    }
    return Refusal.in(e, Role.ORCHESTRATOR)
        .map(Refusal::sentence)
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }

  private void rest(Duration pause) {
    long deadline = System.nanoTime() + pause.toNanos();
    while (!stopping && System.nanoTime() - deadline < 0) {
      pause(Duration.ofMillis(20));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
