package dev.turnout.cli.audit;

import dev.turnout.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Spans of time as people read them. */
final class Spans {
  private static final Duration SHORT = Duration.ofSeconds(10);

  private Spans() {}

  /** {@code +4m10s}: so long after the start. */
  static String after(Instant start, Instant at) {
    return "+" + of(Duration.between(start, at));
  }

  /**
   * {@code 30s earlier}, {@code 5m later}, {@code same}: the other one compared with the recorded.
   */
  static String difference(Instant recorded, Instant other) {
    Duration later = Duration.between(recorded, other);
    if (later.isZero()) {
      return "same";
    }
    return of(later.abs()) + (later.isNegative() ? " earlier" : " later");
  }

  private static String of(Duration span) {
    return span.compareTo(SHORT) < 0
        ? String.format(Locale.ROOT, "%.1fs", span.toMillis() / 1000.0)
        : Times.age(span);
  }
}
