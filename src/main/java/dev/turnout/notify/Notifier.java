package dev.turnout.notify;

import dev.turnout.notify.delivery.Webhook;
import dev.turnout.retry.Pauses;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.Role;
import dev.turnout.status.StatusServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running notifier. What fails is tried again for ever, with growing pauses. */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final NotifyConfig config;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final NotifyStatus status;
  private final StatusServer server;
  private final Thread thread;
  private volatile boolean stopping;

  private Notifier(NotifyConfig config) {
    this.config = config;
    new JvmMemoryMetrics().bindTo(meters);
    List<String> receivers =
        Stream.concat(
                config.topic().stream().limit(1).map(any -> "topic"),
                config.webhooks().stream().map(Webhook::name))
            .toList();
    status = new NotifyStatus(meters, receivers);
    server =
        new StatusServer(config.admin(), List::of, this::unready, status::warnings, meters::scrape);
    thread = new Thread(this::run, "turnout-notifier");
    thread.setDaemon(true);
  }

  /**
   * Begins to tell.
   *
   * @throws java.io.UncheckedIOException if health and metrics cannot be served
   */
  public static Notifier start(NotifyConfig config) {
    Notifier notifier = new Notifier(config);
    notifier.thread.start();
    return notifier;
  }

  /** Why nothing is told at the moment; empty if all is well. */
  public List<String> unready() {
    return status.trouble().stream().toList();
  }

  /** Which receivers do not take what they should, one sentence each. */
  public List<String> warnings() {
    return status.warnings();
  }

  /** Where health and metrics are served. */
  public int adminPort() {
    return server.port();
  }

  /** All metrics in Prometheus's text format. */
  public String scrape() {
    return meters.scrape();
  }

  /** What is under way and has not arrived is told again by the next one. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
    meters.close();
  }

  private void run() {
    Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE);
    while (!stopping) {
      try (Herald herald = new Herald(config, status, InstantSource.system())) {
        herald.tell(() -> stopping);
      } catch (RuntimeException e) {
        failed(e);
        pauses.rest(() -> stopping);
      }
    }
  }

  private void failed(RuntimeException e) {
    String reason = Refusal.sentence(e, Role.NOTIFIER);
    status.failed(reason);
    if (Refusal.in(e).isPresent()) {
      LOG.error("begins to read the journal again because: {}", reason);
    } else {
      LOG.error("begins to read the journal again because: {}", reason, e);
    }
  }
}
