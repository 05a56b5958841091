package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Bets;
import dev.turnout.orchestrator.statistics.BlockE;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.Tally;

/** What has to be shown of a quantile before a promotion. */
sealed interface QuantileTest {
  double[] weights();

  /**
   * The bets for a baseline that was like this.
   *
   * @param lostMargin bins of the margin that the nodes' differences take up; negative if they give
   */
  QuantileBets around(Histogram usual, int lostMargin);

  /** The log e-value of a block for each alternative. */
  interface QuantileBets {
    double[] logE(Histogram candidate, Histogram baseline);
  }

  static QuantileTest of(Distribution metric, QuantileGate gate) {
    return metric.compare() == Distribution.Compare.LIMIT
        ? new WithinLimit(gate)
        : new NotSlower(gate);
  }

  /**
   * The candidate's quantile is less than the margin above the baseline's: fewer of the candidate's
   * counts lie above the baseline's quantile moved up by the margin than of the baseline's above
   * the quantile itself.
   */
  record NotSlower(QuantileGate gate) implements QuantileTest {
    @Override
    public double[] weights() {
      return Bets.notWorseWeights();
    }

    @Override
    public QuantileBets around(Histogram usual, int lostMargin) {
      int bin = bin(usual);
      int margin = gate.marginBins() - lostMargin;
      double above = share(usual, bin);
      double[] rates = {
        share(usual, bin + margin),
        share(usual, bin + margin + margin / 2),
        share(usual, bin + margin - margin / 4)
      };
      return (candidate, baseline) ->
          logE(above(candidate, bin + margin), above(baseline, bin), rates, above);
    }

    /**
     * The bin of the quantile; the one below if hardly anything lies above it, as when all values
     * are about the same.
     */
    private int bin(Histogram usual) {
      int bin = usual.quantileBin(gate.quantile());
      boolean hardly = usual.above(bin) < (1 - gate.quantile()) / 2 * usual.total();
      return hardly ? bin - 1 : bin;
    }

    private static double[] logE(Tally candidate, Tally baseline, double[] rates, double usual) {
      double[] logE = new double[rates.length];
      for (int i = 0; i < rates.length; i++) {
        // A rate that is not below the baseline's is no bet on "not slower".
        logE[i] = rates[i] < usual ? BlockE.twoSample(candidate, baseline, rates[i], usual) : 0;
      }
      return logE;
    }

    private static double share(Histogram usual, int bin) {
      return Bets.rateOf(above(usual, bin));
    }
  }

  /** The candidate's quantile is below its limit, whatever the baseline does. */
  record WithinLimit(QuantileGate gate) implements QuantileTest {
    @Override
    public double[] weights() {
      return Bets.withinWeights();
    }

    @Override
    public QuantileBets around(Histogram usual, int lostMargin) {
      return (candidate, baseline) ->
          PromoteTest.WithinLimit.within(above(candidate, gate.limitBin()), 1 - gate.quantile());
    }
  }

  private static Tally above(Histogram histogram, int bin) {
    return new Tally(histogram.above(bin), histogram.total());
  }
}
