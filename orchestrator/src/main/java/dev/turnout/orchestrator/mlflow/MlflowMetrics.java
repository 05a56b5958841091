package dev.turnout.orchestrator.mlflow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts what goes to MLflow and comes from it. Safe for all threads. */
final class MlflowMetrics {
  private final MeterRegistry registry;

  MlflowMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void gauge(MlflowMeter meter, Supplier<Number> value) {
    Gauge.builder(meter.meterName(), value).description(meter.description()).register(registry);
  }

  /** So that an alert on it can be written before it happens. */
  void announce(MlflowMeter meter, String tag) {
    counter(meter, tag);
  }

  void count(MlflowMeter meter, String tag) {
    counter(meter, tag).increment();
  }

  private Counter counter(MlflowMeter meter, String tag) {
    return Counter.builder(meter.meterName())
        .description(meter.description())
        .tag(meter.tags().get(0), tag)
        .register(registry);
  }
}
