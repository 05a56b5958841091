package dev.turnout.orchestrator.statistics;

/** Sums numbers that are given by their logarithms, without overflow. */
public final class LogSum {
  private double max = Double.NEGATIVE_INFINITY;
  private double scaled;

  public static double of(double logX, double logY) {
    double high = Math.max(logX, logY);
    double low = Math.min(logX, logY);
    return high + StrictMath.log1p(StrictMath.exp(low - high));
  }

  public void add(double log) {
    if (log == Double.NEGATIVE_INFINITY) {
      return;
    }
    if (log <= max) {
      scaled += StrictMath.exp(log - max);
    } else {
      scaled = scaled * StrictMath.exp(max - log) + 1;
      max = log;
    }
  }

  /** The logarithm of the sum; negative infinity if nothing was added. */
  public double log() {
    return max + StrictMath.log(scaled);
  }
}
