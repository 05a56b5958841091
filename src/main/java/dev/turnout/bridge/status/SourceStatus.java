package dev.turnout.bridge.status;

import dev.turnout.bridge.ledger.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one source fares. Safe for all threads. */
public final class SourceStatus {
  private static final Logger LOG = LoggerFactory.getLogger(SourceStatus.class);

  private final String source;
  private final MeterRegistry meters;
  private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
  private volatile Optional<String> trouble;
  private volatile int series;

  /** In trouble, until it is {@linkplain #well well}. */
  public SourceStatus(String source, MeterRegistry meters) {
    this.source = source;
    this.meters = meters;
    this.trouble = Optional.of(source + ": begins");
    for (Fate fate : Fate.values()) {
      fates.put(fate, counter(BridgeMeter.READINGS, fate.name().toLowerCase(Locale.ROOT)));
    }
    counter(BridgeMeter.REPORTS);
    counter(BridgeMeter.LETTERS);
    counter(BridgeMeter.FAILURES);
    Gauge.builder(BridgeMeter.UP.meterName(), () -> trouble.isEmpty() ? 1 : 0)
        .description(BridgeMeter.UP.description())
        .tag("source", source)
        .register(meters);
    Gauge.builder(BridgeMeter.SERIES.meterName(), () -> series)
        .description(BridgeMeter.SERIES.description())
        .tag("source", source)
        .register(meters);
  }

  /** It gives data. */
  public void well() {
    if (trouble.isPresent()) {
      LOG.info("source gives data source={}", source);
    }
    trouble = Optional.empty();
  }

  /** It does not, for this reason. */
  public void failed(String reason) {
    String told = source + ": " + reason;
    if (!trouble.filter(told::equals).isPresent()) {
      LOG.warn("source gives no data source={} reason={}", source, reason);
    }
    trouble = Optional.of(told);
    counter(BridgeMeter.FAILURES).increment();
  }

  /** Why it gives no data now, a sentence; empty if it does. */
  public Optional<String> trouble() {
    return trouble;
  }

  public void read(Fate fate) {
    Optional.ofNullable(fates.get(fate)).ifPresent(Counter::increment);
  }

  public void buried() {
    counter(BridgeMeter.LETTERS).increment();
  }

  /** After a commit. */
  public void wrote(int reports, int followed) {
    counter(BridgeMeter.REPORTS).increment(reports);
    series = followed;
  }

  private Counter counter(BridgeMeter meter, String... more) {
    Counter.Builder builder =
        Counter.builder(meter.meterName())
            .description(meter.description())
            .tag(meter.tags().get(0), source);
    for (int i = 0; i < more.length; i++) {
      builder.tag(meter.tags().get(i + 1), more[i]);
    }
    return builder.register(meters);
  }
}
