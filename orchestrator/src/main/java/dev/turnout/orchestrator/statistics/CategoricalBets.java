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
 */
public final class CategoricalBets {
  private final int[] cuts;
  private final double[] usual;
  private final List<double[]> worse;
  private final double[][] ratios;
  private final double[][] logRatios;

  /**
   * @param cuts the last bin of each category but the highest, increasing
   * @param usual positive probabilities of the baseline, one more than cuts
   * @param worse positive probabilities of the candidate, by alternative
   */
  public CategoricalBets(int[] cuts, double[] usual, List<double[]> worse) {
    this.cuts = cuts.clone();
    this.usual = usual.clone();
    this.worse = List.copyOf(worse);
    this.ratios = new double[worse.size()][usual.length];
    this.logRatios = new double[worse.size()][usual.length];
    for (int i = 0; i < worse.size(); i++) {
      for (int j = 0; j < usual.length; j++) {
        ratios[i][j] = worse.get(i)[j] / usual[j];
        boolean pooled = j > 0 && ratios[i][j] == ratios[i][j - 1];
        logRatios[i][j] = pooled ? logRatios[i][j - 1] : StrictMath.log(ratios[i][j]);
      }
    }
  }

  /** The last bin of each category but the highest. */
  public int[] cuts() {
    return cuts.clone();
  }

  /** Probabilities of the baseline by category. */
  public double[] usual() {
    return usual.clone();
  }

  /** Probabilities of the candidate by category, for each alternative. */
  public List<double[]> worse() {
    return worse;
  }

  /**
   * The natural logarithm of a block's e-value for each alternative; zeros if an arm is empty.
   *
   * @param candidate counts by category
   * @param baseline counts by category
   */
  public double[] logE(double[] candidate, double[] baseline) {
    double[] logE = new double[ratios.length];
    double candidateTotal = sum(candidate);
    double total = candidateTotal + sum(baseline);
    if (candidateTotal == 0 || candidateTotal == total) {
      return logE;
    }
    double share = candidateTotal / total;
    for (int i = 0; i < logE.length; i++) {
      logE[i] = logE(candidate, baseline, ratios[i], logRatios[i], share);
    }
    return logE;
  }

  /**
   * With the ratio {@code r = a/b} and the mixture {@code q = b (1 + w (r - 1))} of both: a count
   * of the candidate gives {@code ln(a/q)}, one of the baseline {@code ln(b/q)}. Categories that
   * were pooled have the same ratio, and so the same logarithm.
   */
  private static double logE(
      double[] candidate, double[] baseline, double[] ratio, double[] logRatio, double share) {
    double sum = 0;
    double known = Double.NaN;
    double log = 0;
    for (int j = 0; j < ratio.length; j++) {
      double both = candidate[j] + baseline[j];
      if (both > 0) {
        if (ratio[j] != known) {
          known = ratio[j];
          log = StrictMath.log1p(share * (known - 1));
        }
        sum += candidate[j] * logRatio[j] - both * log;
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
