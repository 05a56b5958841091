package dev.turnout.orchestrator.statistics;

/**
 * Between which shares of the sample a quantile lies, as a confidence sequence (Howard and Ramdas,
 * Bernoulli 28(3), 2022, theorem 1): looked at after every observation, the chance that it ever
 * lies outside is at most alpha.
 *
 * @param low the share of observations that are below the quantile for sure, in [0, quantile]
 * @param high the share of observations that reach the quantile for sure, in [quantile, 1]; 1 means
 *     that no observation is known to reach it
 */
public record QuantileLevels(double low, double high) {

  /**
   * The levels after so many observations.
   *
   * @param quantile in (0, 1): 0.99 for p99
   * @param total number of observations, 0 or more
   * @param alpha chance of ever missing the true quantile, in (0, 1)
   */
  public static QuantileLevels of(double quantile, double total, double alpha) {
    Expect.inOpen("a quantile", quantile, 0, 1, "0.99 for p99");
    Expect.inOpen("an alpha of an interval", alpha, 0, 1, "0.05 for 95 %");
    double threshold = -StrictMath.log(alpha);
    BetaMixture mixture = BetaMixture.around(quantile);
    return new QuantileLevels(
        Bisection.end(quantile, 0, x -> mixture.logE(x * total, total, quantile) < threshold),
        Bisection.end(quantile, 1, x -> mixture.logE(x * total, total, quantile) < threshold));
  }
}
