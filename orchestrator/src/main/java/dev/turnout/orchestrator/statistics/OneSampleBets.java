package dev.turnout.orchestrator.statistics;

/** Alternatives for one arm against a fixed rate, with their logarithms: made once, used always. */
public final class OneSampleBets {
  private final double[] logBad;
  private final double[] logGood;

  private OneSampleBets(double[] rates, double limit) {
    this.logBad = new double[rates.length];
    this.logGood = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      // A limit above the largest rate leaves no room to be worse, and a bet on better would be
      // invalid.
      if (rates[i] > limit) {
        logBad[i] = StrictMath.log(rates[i] / limit);
        logGood[i] = StrictMath.log((1 - rates[i]) / (1 - limit));
      }
    }
  }

  /** Null: the bad rate is at most the limit. */
  public static OneSampleBets worseThan(double limit) {
    return new OneSampleBets(Bets.worseThan(limit), limit);
  }

  /** The natural logarithm of a block's e-value for each alternative, see {@link BlockE}. */
  public double[] logE(Tally arm) {
    double[] logE = new double[logBad.length];
    for (int i = 0; i < logE.length; i++) {
      logE[i] = arm.bad() * logBad[i] + (arm.total() - arm.bad()) * logGood[i];
    }
    return logE;
  }
}
