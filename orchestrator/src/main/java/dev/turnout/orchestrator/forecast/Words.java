package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.plan.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers of a forecast in words: two digits, because it is no better than that. */
final class Words {
  private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_EVEN);

  private Words() {}

  /** {@code 0.1 %}. */
  static String percent(double share) {
    return digits(100 * share) + " %";
  }

  /** {@code 1.25x}. */
  static String times(double factor) {
    return new BigDecimal(factor)
            .setScale(2, RoundingMode.CEILING)
            .stripTrailingZeros()
            .toPlainString()
        + "x";
  }

  /** {@code 327 ms}. */
  static String millis(double millis) {
    return new BigDecimal(millis).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        + " ms";
  }

  /** {@code 40s}, {@code 56m}, {@code 1h55m}, {@code 33h}, {@code 12d}. */
  static String about(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    if (seconds < 100) {
      return whole(seconds) + "s";
    }
    if (seconds < 59.5 * 60) {
      return whole(seconds / 60) + "m";
    }
    if (seconds < 10 * 3600) {
      return Durations.inWords(Duration.ofMinutes(5 * Math.round(seconds / 300)));
    }
    return seconds < 72 * 3600 ? whole(seconds / 3600) + "h" : whole(seconds / 86_400) + "d";
  }

  private static String digits(double value) {
    return new BigDecimal(value).round(TWO).stripTrailingZeros().toPlainString();
  }

  private static String whole(double value) {
    return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
  }
}
