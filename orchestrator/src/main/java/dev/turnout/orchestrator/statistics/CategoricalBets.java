package dev.turnout.orchestrator.statistics;

import java.util.List;

/**
 * Alternatives for a distribution in ordered categories: the candidate's probabilities are one of
 * {@code worse}, the baseline's are {@code usual}. Null: the candidate is stochastically not larger
 * than the baseline.
 *
 * <p>Each alternative's ratio to {@code usual} must not decrease over the categories: then {@code
 * a/q} does not decrease and {@code b/q} does not increase for every mixture q of both, so that the
 * e-value of a block has a mean of at most 1 under every point of the null.
 *
 * @param cuts the last bin of each category but the highest, increasing
 * @param usual positive probabilities of the baseline, one more than cuts
 * @param worse positive probabilities of the candidate, by alternative
 */
public record CategoricalBets(int[] cuts, double[] usual, List<double[]> worse) {
  public CategoricalBets {
    worse = List.copyOf(worse);
  }

  /**
   * The natural logarithm of a block's e-value for each alternative; zeros if an arm is empty.
   *
   * @param candidate counts by category
   * @param baseline counts by category
   */
  public double[] logE(double[] candidate, double[] baseline) {
    double[] logE = new double[worse.size()];
    double candidateTotal = sum(candidate);
    double total = candidateTotal + sum(baseline);
    if (candidateTotal == 0 || candidateTotal == total) {
      return logE;
    }
    double share = candidateTotal / total;
    for (int i = 0; i < logE.length; i++) {
      logE[i] = logE(candidate, baseline, worse.get(i), share);
    }
    return logE;
  }

  /** In the stable form: with {@code d = a - b}, {@code q/a = 1 - (1-w) d/a}. */
  private double logE(double[] candidate, double[] baseline, double[] a, double share) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double d = a[j] - usual[j];
      if (candidate[j] > 0) {
        sum -= candidate[j] * StrictMath.log1p(-(1 - share) * d / a[j]);
      }
      if (baseline[j] > 0) {
        sum -= baseline[j] * StrictMath.log1p(share * d / usual[j]);
      }
    }
    return sum;
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }
}
