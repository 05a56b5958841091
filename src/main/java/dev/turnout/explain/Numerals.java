package dev.turnout.explain;

import dev.turnout.explain.Figure.ArmFigure;
import dev.turnout.explain.Figure.Unit;
import dev.turnout.output.Numbers;
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
    return withSign(digits(unit.shown(value), 3), unit);
  }

  /** {@code 1.98 to 4.62 %}; an end that is not known is a question mark. */
  static String interval(Unit unit, ArmFigure arm) {
    String high = arm.high() == Double.POSITIVE_INFINITY ? "?" : digits(unit.shown(arm.high()), 3);
    return withSign(digits(unit.shown(arm.low()), 3) + " to " + high, unit);
  }

  /**
   * {@code 31 of 1000}; a sum of scores need not be whole. Of a quantile only the number of all.
   */
  static String counts(Unit unit, ArmFigure arm) {
    String total = Numbers.plain(arm.total());
    return unit == Unit.SHARE ? rounded(arm.bad()) + " of " + total : total;
  }

  private static String rounded(double count) {
    return new BigDecimal(count)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String withSign(String text, Unit unit) {
    return unit.sign().isEmpty() ? text : text + " " + unit.sign();
  }

  private static String digits(double value, int count) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value, new MathContext(count, RoundingMode.HALF_EVEN));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
