package dev.turnout.orchestrator.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A slow-down of all (shift), of some (contamination), or of the slowest (tail): 18 alternatives on
 * up to 8 categories, cut at quantiles of the baseline.
 */
public final class ShapeAlternatives implements Alternatives {
  private static final double[] CUT_QUANTILES = {.25, .5, .75, .9, .95, .99, .999};
  private static final double[] SHIFTS = {1.05, 1.12, 1.25, 1.5, 2, 3};
  private static final double SHIFT_WEIGHT = .45;
  private static final double[] SLOWED_SHARES = {.02, .1};
  private static final double[] SLOWED_BY = {1.5, 2.5, 5};
  private static final double CONTAMINATION_WEIGHT = .30;
  private static final double[] TAILS = {.9, .99, .999};
  private static final double[] TAIL_ODDS = {2, 6};
  private static final double TAIL_WEIGHT = .25;

  @Override
  public double[] weights() {
    int contaminations = SLOWED_SHARES.length * SLOWED_BY.length;
    int tails = TAILS.length * TAIL_ODDS.length;
    double[] weights = new double[SHIFTS.length + contaminations + tails];
    int contaminated = SHIFTS.length + contaminations;
    Arrays.fill(weights, 0, SHIFTS.length, SHIFT_WEIGHT / SHIFTS.length);
    Arrays.fill(weights, SHIFTS.length, contaminated, CONTAMINATION_WEIGHT / contaminations);
    Arrays.fill(weights, contaminated, weights.length, TAIL_WEIGHT / tails);
    return weights;
  }

  @Override
  public CategoricalBets around(Histogram usual) {
    Categories categories = Categories.cutAt(usual, CUT_QUANTILES);
    List<double[]> worse = new ArrayList<>();
    for (double factor : SHIFTS) {
      worse.add(categories.shifted(factor));
    }
    for (double share : SLOWED_SHARES) {
      for (double factor : SLOWED_BY) {
        worse.add(categories.contaminated(share, factor));
      }
    }
    for (double quantile : TAILS) {
      for (double odds : TAIL_ODDS) {
        worse.add(categories.heavierTail(quantile, odds));
      }
    }
    return categories.bets(worse);
  }
}
