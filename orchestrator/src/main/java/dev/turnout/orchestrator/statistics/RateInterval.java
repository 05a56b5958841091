package dev.turnout.orchestrator.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * A confidence sequence for a rate: if it is looked at after every outcome, the chance that the
 * true rate ever lies outside is at most alpha. It pools all outcomes, so it means something only
 * while the rate is stable. Only for display; no decision rests on it.
 *
 * <p>It holds the rates against which the e-value of Robbins' beta-binomial mixture stays below 1 /
 * alpha.
 *
 * @param low in [0, rate]
 * @param rate the share of bad outcomes, 0 if there are none
 * @param high in [rate, 1]
 */
public record RateInterval(double low, double rate, double high) {

  /**
   * The interval after these outcomes; [0, 1] if there are none.
   *
   * @param outcomes counts need not be whole
   * @param alpha chance of ever missing the true rate, in (0, 1)
   */
  public static RateInterval of(Tally outcomes, double alpha) {
    Expect.inOpen("an alpha of an interval", alpha, 0, 1, "0.05 for 95 %");
    double threshold = -StrictMath.log(alpha);
    double rate = outcomes.rate();
    DoubleUnaryOperator logE = BetaMixture.JEFFREYS.logE(outcomes.bad(), outcomes.total());
    return new RateInterval(
        Bisection.end(rate, 0, x -> logE.applyAsDouble(x) < threshold),
        rate,
        Bisection.end(rate, 1, x -> logE.applyAsDouble(x) < threshold));
  }
}
