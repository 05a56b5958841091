package dev.turnout.cli.explain;

import dev.turnout.cli.explain.Figure.ArmFigure;
import dev.turnout.cli.explain.Figure.Unit;
import dev.turnout.cli.output.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as they stand in an explanation. */
final class Numerals {
  private Numerals() {}

  /** An e-value from its logarithm: {@code 0.013}, {@code 42}, {@code 1.2e5}. */
  static String eValue(double log) {
    double log10 = log / Math.log(10);
    if (log10 < -4 || log10 >= 4) {
      double exponent = Math.floor(log10);
      return String.format(Locale.ROOT, "%.1fe%.0f", Math.pow(10, log10 - exponent), exponent);
    }
    return log10 < 1 ? digits(Math.exp(log), 2) : String.format(Locale.ROOT, "%.0f", Math.exp(log));
  }

  static String value(Unit unit, double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "?";
    }
    return unit == Unit.SHARE ? digits(100 * value, 3) + " %" : digits(value, 3) + " ms";
  }

  /** {@code 1.98 to 4.62 %}; an end that is not known is a question mark. */
  static String interval(Unit unit, ArmFigure arm) {
    double scale = unit == Unit.SHARE ? 100 : 1;
    String high = arm.high() == Double.POSITIVE_INFINITY ? "?" : digits(scale * arm.high(), 3);
    return "%s to %s %s"
        .formatted(digits(scale * arm.low(), 3), high, unit == Unit.SHARE ? "%" : "ms");
  }

  /** {@code 31 of 1000}; a mean of scores need not have a whole number of bad ones. */
  static String counts(Unit unit, ArmFigure arm) {
    String total = Numbers.plain(arm.total());
    return unit == Unit.SHARE
        ? new BigDecimal(arm.bad())
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString()
            + " of "
            + total
        : total;
  }

  private static String digits(double value, int count) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value, new MathContext(count, RoundingMode.HALF_EVEN));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
