package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Bets;
import dev.turnout.orchestrator.statistics.BlockE;
import dev.turnout.orchestrator.statistics.Tally;

/** What has to be shown of a share of bad outcomes before a promotion. */
sealed interface PromoteTest {
  double[] weights();

  /** The log e-value of a block for each alternative. */
  double[] logE(Tally candidate, Tally baseline, double usual);

  static PromoteTest of(Rate metric) {
    return metric.compared() ? new NotWorse(metric.margin()) : new WithinLimit(metric.limit());
  }

  /**
   * The candidate's bad rate is less than {@code margin} above the baseline's; without a margin
   * nothing can be shown.
   */
  record NotWorse(double margin) implements PromoteTest {
    @Override
    public double[] weights() {
      return Bets.notWorseWeights();
    }

    @Override
    public double[] logE(Tally candidate, Tally baseline, double usual) {
      double[] logE = new double[weights().length];
      if (margin <= 0) {
        return logE;
      }
      double[] rates = Bets.about(usual, margin);
      for (int i = 0; i < rates.length; i++) {
        logE[i] = BlockE.notWorseBy(margin, candidate, baseline, rates[i], usual);
      }
      return logE;
    }
  }

  /** The candidate's bad rate is below a limit, whatever the baseline does. */
  record WithinLimit(double badLimit) implements PromoteTest {
    @Override
    public double[] weights() {
      return Bets.withinWeights();
    }

    @Override
    public double[] logE(Tally candidate, Tally baseline, double usual) {
      return within(candidate, badLimit);
    }

    static double[] within(Tally candidate, double badLimit) {
      double[] rates = Bets.betterThan(badLimit);
      double[] logE = new double[rates.length];
      for (int i = 0; i < rates.length; i++) {
        // A limit below the least rate leaves no room to be better, and a bet on worse would be
        // invalid.
        logE[i] = rates[i] < badLimit ? BlockE.oneSample(candidate, rates[i], badLimit) : 0;
      }
      return logE;
    }
  }
}
