package dev.turnout.bench.chance;

/** {@code ln(n!)}: a table for small n, Stirling's series (error below 1e-12) for the others. */
final class LogFactorial {
  private static final double[] SMALL = table(128);
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private LogFactorial() {}

  static double of(long n) {
    if (n < SMALL.length) {
      return SMALL[(int) n];
    }
    double x = n + 1.0;
    double inverse = 1 / x;
    double square = inverse * inverse;
    double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
  }

  private static double[] table(int size) {
    double[] table = new double[size];
    for (int n = 2; n < size; n++) {
      table[n] = table[n - 1] + Math.log(n);
    }
    return table;
  }
}
