package dev.turnout.bridge;

import dev.turnout.bridge.bus.BridgeBus;
import dev.turnout.bridge.otlp.OtlpSource;
import dev.turnout.bridge.prometheus.PrometheusSource;
import dev.turnout.bridge.status.SourceStatus;
import dev.turnout.status.StatusServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running bridge: each source in a thread of its own, so that one does not wait for another. */
public final class Bridge implements AutoCloseable {
  private final PrometheusMeterRegistry meters;
  private final List<SourceRunner> runners = new ArrayList<>();
  private final StatusServer status;

  private Bridge(BridgeConfig config, InstantSource clock) {
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    status = new StatusServer(config.admin(), this::dead, this::unready, List::of, meters::scrape);
    config
        .otlp()
        .ifPresent(
            otlp -> {
              BridgeBus bus = config.bus("otlp");
              SourceStatus own = new SourceStatus(bus.source(), meters);
              var source = new OtlpSource(otlp, bus, own, clock);
              runners.add(new SourceRunner(bus, own, source::follow));
            });
    config
        .prometheus()
        .ifPresent(
            prometheus -> {
              BridgeBus bus = config.bus("prometheus");
              SourceStatus own = new SourceStatus(bus.source(), meters);
              var source = new PrometheusSource(prometheus, bus, own, clock);
              runners.add(new SourceRunner(bus, own, source::follow));
            });
  }

  /**
   * Begins to follow the sources.
   *
   * @throws java.io.UncheckedIOException if health and metrics cannot be served
   */
  public static Bridge start(BridgeConfig config) {
    Bridge bridge = new Bridge(config, InstantSource.system());
    bridge.runners.forEach(SourceRunner::start);
    return bridge;
  }

  /** What gives no data now and why, one sentence each; empty if all do. */
  public List<String> unready() {
    return runners.stream().map(SourceRunner::trouble).flatMap(Optional::stream).toList();
  }

  /** Where health and metrics are served. */
  public int adminPort() {
    return status.port();
  }

  /** All metrics in Prometheus's text format. */
  public String scrape() {
    return meters.scrape();
  }

  /** Commits or takes back what it is writing, and stops. */
  @Override
  public void close() {
    runners.forEach(SourceRunner::close);
    status.close();
    meters.close();
  }

  private List<String> dead() {
    return runners.stream().map(SourceRunner::fenced).flatMap(Optional::stream).toList();
  }
}
