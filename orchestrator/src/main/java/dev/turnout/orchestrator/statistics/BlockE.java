package dev.turnout.orchestrator.statistics;

/**
 * The natural logarithm of the e-value of one block: how much better an alternative (a, b) explains
 * the counts than the closest point of the null. Its mean under every point of the null is at most
 * 1. Counts may be fractions.
 *
 * <p>{@code StrictMath}, so that a replay on another machine gives the same bits.
 */
public final class BlockE {
  private BlockE() {}

  /**
   * Two arms, null "the candidate's rate is on the other side of the baseline's" than in the
   * alternative.
   *
   * @param a candidate's bad rate in the alternative, in (0, 1)
   * @param b baseline's bad rate in the alternative, in (0, 1)
   */
  public static double twoSample(Tally candidate, Tally baseline, double a, double b) {
    double total = candidate.total() + baseline.total();
    if (total == 0) {
      return 0;
    }
    double share = candidate.total() / total;
    double d = a - b;
    return -candidate.bad() * StrictMath.log1p(-(1 - share) * d / a)
        - (candidate.total() - candidate.bad()) * StrictMath.log1p((1 - share) * d / (1 - a))
        - baseline.bad() * StrictMath.log1p(share * d / b)
        - (baseline.total() - baseline.bad()) * StrictMath.log1p(-share * d / (1 - b));
  }

  /**
   * Two arms, null "the candidate's rate is at most {@code tolerance} above the baseline's". 0 if
   * the alternative lies in the null, or if an arm is empty.
   */
  public static double worseBy(
      double tolerance, Tally candidate, Tally baseline, double a, double b) {
    if (tolerance == 0) {
      return twoSample(candidate, baseline, a, b);
    }
    if (a - b <= tolerance || candidate.total() == 0 || baseline.total() == 0) {
      return 0;
    }
    double pB = NullProjection.difference(candidate.total(), baseline.total(), a, b, tolerance);
    return oneSample(candidate, a, pB + tolerance) + oneSample(baseline, b, pB);
  }

  /**
   * Two arms, null "the candidate's rate is at most {@code ratio} times the baseline's". 0 if the
   * alternative lies in the null, or if an arm is empty.
   *
   * @param ratio 1 or more
   */
  public static double worseByRatio(
      double ratio, Tally candidate, Tally baseline, double a, double b) {
    if (a <= ratio * b || candidate.total() == 0 || baseline.total() == 0) {
      return 0;
    }
    double pB = NullProjection.ratio(candidate.total(), baseline.total(), a, b, ratio);
    return oneSample(candidate, a, ratio * pB) + oneSample(baseline, b, pB);
  }

  /**
   * Two arms, null "the candidate's rate is at least {@code margin} above the baseline's". 0 if the
   * alternative lies in the null, or if an arm is empty: one arm alone says nothing about a
   * difference.
   */
  public static double notWorseBy(
      double margin, Tally candidate, Tally baseline, double a, double b) {
    if (a - b >= margin || candidate.total() == 0 || baseline.total() == 0) {
      return 0;
    }
    double pB = NullProjection.difference(candidate.total(), baseline.total(), a, b, margin);
    return oneSample(candidate, a, pB + margin) + oneSample(baseline, b, pB);
  }

  /**
   * One arm with rate {@code a} against the fixed rate {@code p0}, both in (0, 1); the null lies on
   * the side of p0 that a is not on.
   */
  public static double oneSample(Tally arm, double a, double p0) {
    return arm.bad() * StrictMath.log(a / p0)
        + (arm.total() - arm.bad()) * StrictMath.log((1 - a) / (1 - p0));
  }
}
