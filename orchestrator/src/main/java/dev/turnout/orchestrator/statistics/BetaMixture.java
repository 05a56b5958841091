package dev.turnout.orchestrator.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * A bet on all bad rates at once, weighted with a beta distribution: the e-value of Robbins' method
 * of mixtures for a sequence of outcomes. Whatever the true rate is, its e-value ever reaches 1 /
 * alpha with a chance of at most alpha.
 */
final class BetaMixture {
  /** Equally good at rates near 0, 1/2 and 1. */
  static final BetaMixture JEFFREYS = new BetaMixture(0.5, 0.5);

  private static final double TUNED_TOTAL = 1000;
  private static final double TUNED_LOG = -StrictMath.log(0.05);
  private static final double LEAST_SHARE = 1e-3;

  private final double bad;
  private final double good;
  private final double logBeta;

  /**
   * @param bad pseudo-count of bad outcomes, larger than 0
   * @param good pseudo-count of good outcomes, larger than 0
   */
  private BetaMixture(double bad, double good) {
    Expect.inOpen("a pseudo-count of bad outcomes", bad, 0, Double.POSITIVE_INFINITY, "0.5");
    Expect.inOpen("a pseudo-count of good outcomes", good, 0, Double.POSITIVE_INFINITY, "0.5");
    this.bad = bad;
    this.good = good;
    this.logBeta = logBeta(bad, good);
  }

  /**
   * The mixture around a rate that gives the narrowest 95 % interval at 1000 outcomes (Howard,
   * Ramdas, McAuliffe and Sekhon, Annals of Statistics 49(2), 2021; two-sided beta-binomial bound).
   *
   * @param rate in (0, 1)
   */
  static BetaMixture around(double rate) {
    double variance = rate * (1 - rate);
    double tuned = variance * TUNED_TOTAL / (2 * TUNED_LOG + StrictMath.log1p(2 * TUNED_LOG));
    double scale = Math.max(tuned - variance, LEAST_SHARE * variance);
    return new BetaMixture(scale / (1 - rate), scale / rate);
  }

  /**
   * The natural logarithm of the e-value against a rate.
   *
   * @param badCount bad outcomes, in [0, total]; need not be whole
   * @param rate in [0, 1]
   */
  double logE(double badCount, double total, double rate) {
    return logE(badCount, total).applyAsDouble(rate);
  }

  /**
   * The same for any rate: what depends on the counts alone is worked out once.
   *
   * @param badCount bad outcomes, in [0, total]; need not be whole
   */
  DoubleUnaryOperator logE(double badCount, double total) {
    double goodCount = total - badCount;
    double a = badCount + bad;
    double b = goodCount + good;
    double sum = a + b;
    double mean = a / sum;
    double rest = b / sum;
    double meanPart = (bad - 0.5) * StrictMath.log(mean);
    double restPart = (good - 0.5) * StrictMath.log(rest);
    double sumPart = 0.5 * StrictMath.log(sum);
    double errorA = StirlingError.of(a);
    double errorB = StirlingError.of(b);
    double errorSum = StirlingError.of(sum);
    // ln B(a, b) - ln B(bad, good) - badCount ln rate - goodCount ln(1 - rate), with the large
    // terms of Stirling's formula taken together.
    return rate ->
        logRatio(badCount, mean, rate, mean - rate)
            + logRatio(goodCount, rest, 1 - rate, rate - mean)
            + meanPart
            + restPart
            - sumPart
            + StirlingError.HALF_LOG_TWO_PI
            + errorA
            + errorB
            - errorSum
            - logBeta;
  }

  /** {@code times ln(x / y)}, exact also where x is close to y and only their difference is. */
  private static double logRatio(double times, double x, double y, double difference) {
    if (times == 0) {
      return 0;
    }
    return Math.abs(difference) < y / 2
        ? times * StrictMath.log1p(difference / y)
        : times * StrictMath.log(x / y);
  }

  private static double logBeta(double a, double b) {
    double sum = a + b;
    return (a - 0.5) * StrictMath.log(a / sum)
        + (b - 0.5) * StrictMath.log(b / sum)
        - 0.5 * StrictMath.log(sum)
        + StirlingError.HALF_LOG_TWO_PI
        + StirlingError.of(a)
        + StirlingError.of(b)
        - StirlingError.of(sum);
  }
}
