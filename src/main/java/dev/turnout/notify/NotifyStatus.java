package dev.turnout.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the notifier fares. Safe for all threads. */
final class NotifyStatus {
  private final MeterRegistry meters;
  private volatile Optional<String> trouble = Optional.of("waiting for partitions of the journal");
  private volatile Map<String, Integer> waiting = Map.of();
  private volatile List<String> warnings = List.of();

  NotifyStatus(MeterRegistry meters, List<String> receivers) {
    this.meters = meters;
    Gauge.builder(NotifyMeter.UP.meterName(), () -> trouble.isEmpty() ? 1 : 0)
        .description(NotifyMeter.UP.description())
        .register(meters);
    for (String receiver : receivers) {
      List.of("arrived", "failed", "given-up").forEach(result -> counter(receiver, result));
      Gauge.builder(NotifyMeter.WAITING.meterName(), () -> waiting.getOrDefault(receiver, 0))
          .description(NotifyMeter.WAITING.description())
          .tag(NotifyMeter.WAITING.tags().get(0), receiver)
          .register(meters);
    }
  }

  void well() {
    trouble = Optional.empty();
  }

  void failed(String reason) {
    trouble = Optional.of(reason);
  }

  Optional<String> trouble() {
    return trouble;
  }

  void count(String receiver, String result) {
    counter(receiver, result).increment();
  }

  void stands(Map<String, Integer> waits, List<String> troubles) {
    waiting = Map.copyOf(waits);
    warnings = List.copyOf(troubles);
  }

  List<String> warnings() {
    return warnings;
  }

  private Counter counter(String receiver, String result) {
    return Counter.builder(NotifyMeter.SENT.meterName())
        .description(NotifyMeter.SENT.description())
        .tag(NotifyMeter.SENT.tags().get(0), receiver)
        .tag(NotifyMeter.SENT.tags().get(1), result)
        .register(meters);
  }
}
