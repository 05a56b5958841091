package dev.turnout.orchestrator.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

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

  private static String digits(double value) {
    return new BigDecimal(value).round(TWO).stripTrailingZeros().toPlainString();
  }
}
