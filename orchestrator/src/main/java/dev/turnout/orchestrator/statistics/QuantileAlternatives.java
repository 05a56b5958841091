package dev.turnout.orchestrator.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Only the shares above some quantiles count: their odds rise, by the same steps as those of a bad
 * rate.
 *
 * @param quantiles in (0, 1), at least one
 */
public record QuantileAlternatives(List<Double> quantiles) implements Alternatives {
  public QuantileAlternatives {
    quantiles = List.copyOf(quantiles);
  }

  @Override
  public double[] weights() {
    return Bets.equal(quantiles.size() * Bets.WORSE_ODDS.length);
  }

  @Override
  public CategoricalBets around(Histogram usual) {
    double[] levels = quantiles.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    Categories categories = Categories.cutAt(usual, levels);
    List<double[]> worse = new ArrayList<>();
    for (double quantile : levels) {
      for (double odds : Bets.WORSE_ODDS) {
        worse.add(categories.heavierTail(quantile, odds));
      }
    }
    return categories.bets(worse);
  }
}
