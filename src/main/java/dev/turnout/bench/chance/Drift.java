package dev.turnout.bench.chance;

/**
 * A stationary Ornstein-Uhlenbeck process with standard deviation 1: noise that forgets over a
 * correlation time. Exact for any step.
 */
public final class Drift {
  private final Chance chance;
  private final double seconds;
  private double value;

  /**
   * @param seconds correlation time, longer than zero
   */
  public Drift(Chance chance, double seconds) {
    this.chance = chance;
    this.seconds = seconds;
    this.value = chance.normal();
  }

  public double value() {
    return value;
  }

  /** Lets this many seconds pass. */
  public void advance(double step) {
    double kept = Math.exp(-step / seconds);
    value = kept * value + Math.sqrt(1 - kept * kept) * chance.normal();
  }
}
