package dev.turnout.orchestrator.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * A baseline's histogram in a few categories, and what it would look like if it were worse.
 * Smoothed by half a count, so that no category is impossible.
 */
final class Categories {
  private final Histogram usual;
  private final int[] cuts;
  private final double[] probabilities;

  private Categories(Histogram usual, int[] cuts) {
    this.usual = usual;
    this.cuts = cuts;
    this.probabilities = smoothed(usual.categories(cuts, 0));
  }

  /** Cuts at quantiles of the histogram; those that fall into one bin are one cut. */
  static Categories cutAt(Histogram usual, double[] quantiles) {
    int[] bins = Arrays.stream(quantiles).mapToInt(usual::quantileBin).distinct().toArray();
    return new Categories(usual, bins);
  }

  /** Everything takes {@code factor} times as long. */
  double[] shifted(double factor) {
    return smoothed(usual.categories(cuts, binsOf(factor)));
  }

  /** A share of the requests takes {@code factor} times as long. */
  double[] contaminated(double share, double factor) {
    return some(share, shifted(factor));
  }

  /** Everything takes longer by a part of the median. */
  double[] delayed(double part) {
    return delayedBy(part * middleOf(0.5));
  }

  /** A share of the requests waits as long as from the median to a quantile. */
  double[] partlyDelayed(double share, double quantile) {
    return some(share, delayedBy(middleOf(quantile) - middleOf(0.5)));
  }

  /** The odds of more than a quantile are {@code odds} times as high. */
  double[] heavierTail(double quantile, double odds) {
    int cut = Arrays.binarySearch(cuts, usual.quantileBin(quantile));
    double[] heavier = probabilities.clone();
    double sum = 0;
    for (int j = 0; j < heavier.length; j++) {
      heavier[j] *= j > cut ? odds : 1;
      sum += heavier[j];
    }
    for (int j = 0; j < heavier.length; j++) {
      heavier[j] /= sum;
    }
    return heavier;
  }

  CategoricalBets bets(List<double[]> worse) {
    List<double[]> monotone =
        worse.stream().map(alternative -> MonotoneRatio.of(alternative, probabilities)).toList();
    return new CategoricalBets(cuts, probabilities, monotone);
  }

  private double[] delayedBy(double millis) {
    return smoothed(usual.categoriesDelayed(cuts, millis));
  }

  private double middleOf(double quantile) {
    return LatencyBins.middleMillis(usual.quantileBin(quantile));
  }

  private double[] some(double share, double[] slowed) {
    double[] mixed = new double[slowed.length];
    for (int j = 0; j < mixed.length; j++) {
      mixed[j] = (1 - share) * probabilities[j] + share * slowed[j];
    }
    return mixed;
  }

  private static int binsOf(double factor) {
    return (int) Math.rint(StrictMath.log(factor) / StrictMath.log(LatencyBins.GROWTH));
  }

  private static double[] smoothed(double[] counts) {
    double total = Arrays.stream(counts).sum() + 0.5 * counts.length;
    double[] smoothed = new double[counts.length];
    for (int j = 0; j < counts.length; j++) {
      smoothed[j] = (counts[j] + 0.5) / total;
    }
    return smoothed;
  }
}
