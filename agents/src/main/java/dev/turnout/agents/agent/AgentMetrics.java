package dev.turnout.agents.agent;

import dev.turnout.agents.report.CopyCounters;
import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.VersionTotals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Counts and shows what {@link AgentMeter} names. Safe for all threads. */
final class AgentMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  /** Adds one to a counter. */
  void count(AgentMeter meter, String... tagValues) {
    Counter.builder(meter.meterName())
        .description(meter.description())
        .tags(tags(meter, tagValues))
        .register(registry)
        .increment();
  }

  /** Makes a counter appear with 0 before anything happened. */
  void announce(AgentMeter meter, String... tagValues) {
    Counter unused =
        Counter.builder(meter.meterName())
            .description(meter.description())
            .tags(tags(meter, tagValues))
            .register(registry);
  }

  /** Shows a number; asked for whenever somebody looks. */
  void gauge(AgentMeter meter, Supplier<Number> value, String... tagValues) {
    Gauge unused =
        Gauge.builder(meter.meterName(), value)
            .description(meter.description())
            .tags(tags(meter, tagValues))
            .register(registry);
  }

  /** Shows a version's requests and errors. May be repeated. */
  void showVersion(String model, String version, ModelCounters counters) {
    if (!shown.add(model + "/" + version)) {
      return;
    }
    show(AgentMeter.REQUESTS, model, version, counters, VersionTotals::requests);
    show(AgentMeter.ERRORS, model, version, counters, VersionTotals::errors);
  }

  /** Shows what became of the copies of a model's requests. */
  void showCopies(String model, CopyCounters copies) {
    for (CopyFate fate : CopyFate.values()) {
      FunctionCounter unused =
          FunctionCounter.builder(AgentMeter.COPIES.meterName(), copies, all -> all.total(fate))
              .description(AgentMeter.COPIES.description())
              .tags(tags(AgentMeter.COPIES, model, fate.name().toLowerCase(Locale.ROOT)))
              .register(registry);
    }
  }

  /** All metrics in Prometheus's text format. */
  String scrape() {
    return registry.scrape();
  }

  void close() {
    registry.close();
  }

  private void show(
      AgentMeter meter,
      String model,
      String version,
      ModelCounters counters,
      ToDoubleFunction<VersionTotals> number) {
    FunctionCounter unused =
        FunctionCounter.builder(
                meter.meterName(),
                counters,
                all -> number.applyAsDouble(all.version(version).totals()))
            .description(meter.description())
            .tags(tags(meter, model, version))
            .register(registry);
  }

  private static Tags tags(AgentMeter meter, String... values) {
    if (values.length != meter.tags().size()) {
      throw new IllegalArgumentException(
          "Expected values of the tags %s of %s, but got %d"
              .formatted(meter.tags(), meter.meterName(), values.length));
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(meter.tags().get(i), values[i]);
    }
    return tags;
  }
}
