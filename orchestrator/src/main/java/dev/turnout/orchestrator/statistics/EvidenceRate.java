package dev.turnout.orchestrator.statistics;

/**
 * How fast evidence grows: the mean growth of a log e-value, in nats per second, when the bet is
 * the truth. It is the Kullback-Leibler divergence between the truth and the closest point of the
 * null, per second. Evidence that has to reach {@code ln(1 / alpha)} takes about {@code ln(1 /
 * alpha)} divided by this, plus what the choice among alternatives and restart times costs.
 *
 * <p>Sizes are judged outcomes per second, zero or more; an empty arm teaches nothing.
 */
public final class EvidenceRate {
  private EvidenceRate() {}

  /**
   * Two arms whose bad rates are {@code a} and {@code b}, null "the rates are equal or lie the
   * other way round".
   *
   * @param a candidate's bad rate, in [0, 1]
   * @param b baseline's bad rate, in [0, 1]
   */
  public static double apart(double candidates, double baselines, double a, double b) {
    return apart(candidates, baselines, new double[] {a, 1 - a}, new double[] {b, 1 - b});
  }

  /**
   * Two arms whose outcomes fall into categories, null "both fall alike".
   *
   * @param a candidate's shares of the categories, sum 1
   * @param b baseline's shares of the same categories, sum 1
   */
  public static double apart(double candidates, double baselines, double[] a, double[] b) {
    if (!(candidates > 0 && baselines > 0)) {
      return 0;
    }
    double share = candidates / (candidates + baselines);
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double both = share * a[j] + (1 - share) * b[j];
      sum += candidates * term(a[j], both) + baselines * term(b[j], both);
    }
    return Math.max(sum, 0);
  }

  /**
   * Two arms, null "the candidate's rate is at most {@code tolerance} above the baseline's"; 0 if
   * that is so.
   *
   * @param a candidate's bad rate, in (0, 1)
   * @param b baseline's bad rate, in (0, 1)
   */
  public static double worseBy(
      double tolerance, double candidates, double baselines, double a, double b) {
    if (a - b <= tolerance || !(candidates > 0 && baselines > 0)) {
      return 0;
    }
    if (tolerance == 0) {
      return apart(candidates, baselines, a, b);
    }
    double x = NullProjection.difference(candidates, baselines, a, b, tolerance);
    return against(candidates, a, x + tolerance) + against(baselines, b, x);
  }

  /**
   * Two arms, null "the candidate's rate is at least {@code margin} above the baseline's"; 0 if
   * that is so.
   *
   * @param a candidate's bad rate, in (0, 1)
   * @param b baseline's bad rate, in (0, 1)
   */
  public static double notWorseBy(
      double margin, double candidates, double baselines, double a, double b) {
    if (a - b >= margin || !(candidates > 0 && baselines > 0)) {
      return 0;
    }
    double x = NullProjection.difference(candidates, baselines, a, b, margin);
    return against(candidates, a, x + margin) + against(baselines, b, x);
  }

  /**
   * One arm with bad rate {@code a} against the fixed rate {@code p0}.
   *
   * @param p0 in (0, 1)
   */
  public static double against(double outcomes, double a, double p0) {
    return Math.max(outcomes * (term(a, p0) + term(1 - a, 1 - p0)), 0);
  }

  private static double term(double x, double y) {
    return x > 0 ? x * StrictMath.log(x / y) : 0;
  }
}
