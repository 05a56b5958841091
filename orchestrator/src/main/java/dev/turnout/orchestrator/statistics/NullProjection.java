package dev.turnout.orchestrator.statistics;

/**
 * The baseline's rate at the point of a null's boundary that is closest (in Kullback-Leibler
 * divergence, weighted with the sizes of the arms) to an alternative (a, b). An inexact projection
 * would void the error rates, so it is solved to the last bits.
 */
public final class NullProjection {
  private static final int MOST_STEPS = 200;

  private NullProjection() {}

  /**
   * Boundary {@code pC = pB + margin}; the alternative may lie on either side of it.
   *
   * @param nC size of the candidate's arm, positive
   * @param nB size of the baseline's arm, positive
   */
  public static double difference(double nC, double nB, double a, double b, double margin) {
    double low = Math.max(Math.min(a - margin, b), 0);
    double high = Math.min(Math.max(a - margin, b), 1 - margin);
    double x = start(nC, nB, a, b, margin);
    for (int step = 0; step < MOST_STEPS; step++) {
      if (!(x > low && x < high)) {
        x = low + (high - low) / 2;
      }
      double slope = slope(nC, nB, a, b, margin, x);
      if (slope > 0) {
        high = x;
      } else if (slope < 0) {
        low = x;
      } else {
        return x;
      }
      double next = x - slope / curvature(nC, nB, a, b, margin, x);
      if (next == x || Math.nextUp(low) >= high) {
        return x;
      }
      x = next;
    }
    return x;
  }

  /** Boundary {@code pC = ratio * pB}. */
  public static double ratio(double nC, double nB, double a, double b, double ratio) {
    double q = nC * a + nB * b;
    double goodC = ratio * nC * (1 - a);
    double goodB = nB * (1 - b);
    double s = q * (1 + ratio) + goodC + goodB;
    // s * s - 4 * ratio * (nC + nB) * q as a sum of squares, which does not cancel near a rate of
    // 1.
    double difference = q * (ratio - 1) + goodC - goodB;
    double root = StrictMath.sqrt(difference * difference + 4 * goodC * goodB);
    return 2 * q / (s + root);
  }

  /** Half the derivative of the divergence by the baseline's rate x; 0 at the projection. */
  public static double slope(double nC, double nB, double a, double b, double margin, double x) {
    double pC = x + margin;
    return nC * (pC - a) / (pC * (1 - pC)) + nB * (x - b) / (x * (1 - x));
  }

  public static double curvature(
      double nC, double nB, double a, double b, double margin, double x) {
    double pC = x + margin;
    return nC * (a / (pC * pC) + (1 - a) / ((1 - pC) * (1 - pC)))
        + nB * (b / (x * x) + (1 - b) / ((1 - x) * (1 - x)));
  }

  /** Exact for rare events. */
  private static double start(double nC, double nB, double a, double b, double margin) {
    double n = nC + nB;
    double half = n * margin - nC * a - nB * b;
    return (-half + StrictMath.sqrt(half * half + 4 * n * nB * b * margin)) / (2 * n);
  }
}
