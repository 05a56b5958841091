package dev.turnout.orchestrator.routing;

import java.math.BigDecimal;

/**
 * A share of the traffic.
 *
 * @param value a fraction in [0, 1], in steps of 0.000001: 0.1 is 10 %
 */
public record Weight(double value) implements Comparable<Weight> {
  /** One, in millionths: the unit in which weights are added. */
  public static final int MILLIONTHS = 1_000_000;

  public static final Weight ZERO = new Weight(0);
  public static final Weight FULL = new Weight(1);

  // Doubles near 1 err by 1e-16, so a millionth written in decimal is off by far less than this.
  private static final double ROUNDING = 1e-4;

  public Weight {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "Expected a weight in [0, 1], but got %s (%s)".formatted(plain(value), cure(value)));
    }
    double millionths = value * MILLIONTHS;
    if (Math.abs(millionths - Math.rint(millionths)) > ROUNDING) {
      throw new IllegalArgumentException(
          "Expected a weight in steps of 0.000001, but got %s (write %s)"
              .formatted(plain(value), plain(Math.rint(millionths) / MILLIONTHS)));
    }
    value = Math.rint(millionths) / MILLIONTHS;
  }

  /**
   * A weight as a person writes it.
   *
   * @throws IllegalArgumentException if it is not a fraction, for example {@code 10%}; the message
   *     says what to write instead
   */
  public static Weight parse(String text) {
    String trimmed = text.trim();
    if (trimmed.endsWith("%")) {
      throw new IllegalArgumentException(
          "Expected a weight in [0, 1], but got '%s' (write %s)"
              .formatted(text, asFraction(trimmed.substring(0, trimmed.length() - 1))));
    }
    return new Weight(number(text, trimmed));
  }

  /** This weight as a whole number of millionths, so that sums are exact. */
  public int millionths() {
    return (int) Math.rint(value * MILLIONTHS);
  }

  /** What is left for the other version. */
  public Weight rest() {
    return new Weight((double) (MILLIONTHS - millionths()) / MILLIONTHS);
  }

  public boolean isZero() {
    return millionths() == 0;
  }

  public boolean isFull() {
    return millionths() == MILLIONTHS;
  }

  @Override
  public int compareTo(Weight other) {
    return Integer.compare(millionths(), other.millionths());
  }

  @Override
  public String toString() {
    return plain(value);
  }

  private static double number(String text, String trimmed) {
    try {
      return Double.parseDouble(trimmed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected a weight in [0, 1], but got '%s' (write 0.1 for 10 %%)".formatted(text), e);
    }
  }

  private static String asFraction(String percent) {
    try {
      double fraction = Double.parseDouble(percent.trim()) / 100;
      return fraction >= 0 && fraction <= 1 ? plain(fraction) : "0.1 for 10 %";
    } catch (NumberFormatException e) {
      return "0.1 for 10 %";
    }
  }

  private static String cure(double value) {
    return value > 1 && value <= 100
        ? "write %s for %s %%".formatted(plain(value / 100), plain(value))
        : "write 0.1 for 10 %";
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
