package dev.turnout.orchestrator.statistics;

/**
 * What Stirling's formula lacks: {@code ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2)}. Small
 * and smooth where the logarithm of the gamma function itself is large, so that differences of it
 * keep their digits.
 */
final class StirlingError {
  static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  // From here on the series below is exact to the last bits.
  private static final double LEAST_FOR_SERIES = 16;

  /** {@code B(2j) / (2j (2j - 1))} with the Bernoulli numbers B; see DLMF 5.11.1. */
  private static final double[] SERIES = {
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156
  };

  private StirlingError() {}

  /**
   * @param x larger than 0
   */
  static double of(double x) {
    double error = 0;
    double y = x;
    for (; y < LEAST_FOR_SERIES; y++) {
      // Gamma(y + 1) = y Gamma(y).
      error += (y + 0.5) * StrictMath.log1p(1 / y) - 1;
    }
    return error + series(y);
  }

  private static double series(double x) {
    double square = 1 / (x * x);
    double sum = 0;
    for (int j = SERIES.length - 1; j >= 0; j--) {
      sum = sum * square + SERIES[j];
    }
    return sum / x;
  }
}
