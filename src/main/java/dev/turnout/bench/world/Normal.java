package dev.turnout.bench.world;

/** The normal distribution. */
final class Normal {
  private Normal() {}

  /** The chance of a value of at most x standard deviations above the mean, to 1.2e-7 relative. */
  static double cdf(double x) {
    return x <= 0 ? upperTail(-x) : 1 - upperTail(x);
  }

  /** Rational Chebyshev fit of erfc (Press et al., Numerical Recipes, erfcc). */
  private static double upperTail(double x) {
    double z = x / Math.sqrt(2);
    double t = 1 / (1 + 0.5 * z);
    double[] c = {
      -1.26551223,
      1.00002368,
      0.37409196,
      0.09678418,
      -0.18628806,
      0.27886807,
      -1.13520398,
      1.48851587,
      -0.82215223,
      0.17087277
    };
    double sum = 0;
    for (int i = c.length - 1; i >= 0; i--) {
      sum = c[i] + t * sum;
    }
    return 0.5 * t * Math.exp(-z * z + sum);
  }
}
