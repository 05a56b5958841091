package dev.turnout.agents.routing;

/** Fractions in [0, 1] are whole numbers of millionths, so that sums are exact. */
final class Fraction {
  /** One, in millionths. */
  static final int ONE = 1_000_000;

  // Doubles near 1 err by 1e-16, so a millionth written in decimal is off by far less than this.
  private static final double ROUNDING = 1e-4;

  private Fraction() {}

  /** The fraction in millionths, or an {@code IllegalArgumentException} that says what to write. */
  static int toMillionths(String what, double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "Expected %s in [0, 1], but got %s (write 0.1 for 10 %%)".formatted(what, fraction));
    }
    double millionths = fraction * ONE;
    if (Math.abs(millionths - Math.rint(millionths)) > ROUNDING) {
      throw new IllegalArgumentException(
          "Expected %s in steps of 0.000001, but got %s".formatted(what, fraction));
    }
    return (int) Math.rint(millionths);
  }
}
