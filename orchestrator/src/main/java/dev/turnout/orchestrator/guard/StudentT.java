package dev.turnout.orchestrator.guard;

/** Quantiles of Student's t distribution with a whole number of degrees of freedom. */
final class StudentT {
  /** From here on the distribution is the normal one to three digits. */
  private static final int MOST_DEGREES = 2000;

  private static final double FARTHEST = 1e9;

  private StudentT() {}

  /**
   * @param degrees 1 or more
   * @param probability in (0.5, 1)
   */
  static double quantile(int degrees, double probability) {
    int bounded = Math.min(degrees, MOST_DEGREES);
    double low = 0;
    double high = FARTHEST;
    while (true) {
      // The geometric middle once the order of magnitude matters.
      double middle = low < 1 ? Math.min(low + (high - low) / 2, 2) : StrictMath.sqrt(low * high);
      if (!(middle > low && middle < high) || high - low <= 1e-12 * high) {
        return high;
      }
      if (cumulative(bounded, middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** The finite series for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
  static double cumulative(int degrees, double t) {
    double tangent = t / StrictMath.sqrt(degrees);
    double squaredCosine = 1 / (1 + tangent * tangent);
    double sine = tangent * StrictMath.sqrt(squaredCosine);
    boolean odd = degrees % 2 == 1;
    double term = odd ? StrictMath.sqrt(squaredCosine) * sine : sine;
    double sum = 0;
    for (int k = odd ? 3 : 2; k <= degrees; k += 2) {
      sum += term;
      term *= squaredCosine * (k - 1) / k;
    }
    double twoSided = odd ? 2 / Math.PI * (StrictMath.atan(tangent) + sum) : sum;
    return 0.5 + twoSided / 2;
  }
}
