package dev.turnout.bench.judge;

/**
 * A measured number and where it may lie: about three standard errors to both sides.
 *
 * @param low at most the value
 * @param high at least the value; may be infinite
 */
public record Measured(double value, double low, double high) {
  /** A number without chance. */
  public static Measured exactly(double value) {
    return new Measured(value, value, value);
  }

  public Measured dividedBy(double divisor) {
    return new Measured(value / divisor, low / divisor, high / divisor);
  }

  public Measured times(double factor) {
    return new Measured(value * factor, low * factor, high * factor);
  }
}
