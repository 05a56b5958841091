package dev.turnout.bench.rival;

import java.util.Arrays;

/**
 * The rank test of two series of points, as Spinnaker's Kayenta applies it: normal approximation
 * with corrections for ties and continuity, and a series is "high" if the lower end of the 98 %
 * confidence interval of the shift lies above a quarter of the shift itself.
 */
final class MannWhitney {
  private static final double Z = 2.3263;
  private static final double TOLERANCE = 0.25;

  private MannWhitney() {}

  /** Whether the experiment is higher than the control by more than the tolerance. */
  static boolean isHigh(double[] experiment, double[] control) {
    if (experiment.length == 0 || control.length == 0) {
      return false;
    }
    double bound = TOLERANCE * Math.abs(shift(experiment, control));
    // The lower end of the interval is the shift at which z is exactly Z, and z falls with it.
    return z(experiment, control, bound) > Z;
  }

  /** Hodges and Lehmann's estimate: the median of all differences. */
  static double shift(double[] experiment, double[] control) {
    double[] differences = new double[experiment.length * control.length];
    int count = 0;
    for (double high : experiment) {
      for (double low : control) {
        differences[count++] = high - low;
      }
    }
    Arrays.sort(differences);
    int middle = count / 2;
    return count % 2 == 1
        ? differences[middle]
        : (differences[middle - 1] + differences[middle]) / 2;
  }

  /** The standardised rank statistic of the experiment minus a shift; 0 if all values tie. */
  static double z(double[] experiment, double[] control, double shift) {
    double n = experiment.length;
    double m = control.length;
    double[] left = new double[experiment.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = experiment[i] - shift;
    }
    double[] right = control.clone();
    Arrays.sort(left);
    Arrays.sort(right);
    double wins = 0;
    double ties = 0;
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      double value =
          Math.min(
              i < left.length ? left[i] : Double.POSITIVE_INFINITY,
              j < right.length ? right[j] : Double.POSITIVE_INFINITY);
      int lower = j;
      int fromI = i;
      while (i < left.length && left[i] == value) {
        i++;
      }
      while (j < right.length && right[j] == value) {
        j++;
      }
      double equalLeft = i - fromI;
      double equalRight = j - lower;
      wins += equalLeft * (lower + equalRight / 2);
      double equal = equalLeft + equalRight;
      ties += equal * equal * equal - equal;
    }
    double all = n + m;
    double variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
    double distance = wins - n * m / 2;
    return variance > 0 ? (distance - Math.signum(distance) / 2) / Math.sqrt(variance) : 0;
  }
}
