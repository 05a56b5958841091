package dev.turnout.orchestrator.statistics;

/**
 * Makes the ratio of two distributions over ordered categories non-decreasing, by the
 * pool-adjacent-violators algorithm (isotonic regression; Ayer et al. 1955). Then a bet on "more
 * weight in the higher categories" cannot gain from counts that move down.
 */
public final class MonotoneRatio {
  private MonotoneRatio() {}

  /**
   * The distribution closest to {@code a} whose ratio to {@code b} does not decrease.
   *
   * @param a probabilities, summing to 1
   * @param b positive probabilities, summing to 1
   */
  public static double[] of(double[] a, double[] b) {
    double[] ratio = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      ratio[i] = a[i] / b[i];
    }
    double[] pooled = increasing(ratio, b);
    for (int i = 0; i < a.length; i++) {
      pooled[i] *= b[i];
    }
    return pooled;
  }

  /** The non-decreasing sequence that is closest to the values in weighted squares. */
  static double[] increasing(double[] values, double[] weights) {
    double[] value = new double[values.length];
    double[] weight = new double[values.length];
    int[] size = new int[values.length];
    int pools = 0;
    for (int i = 0; i < values.length; i++) {
      value[pools] = values[i];
      weight[pools] = weights[i];
      size[pools] = 1;
      while (pools > 0 && value[pools - 1] > value[pools]) {
        double sum = weight[pools - 1] + weight[pools];
        value[pools - 1] =
            (value[pools - 1] * weight[pools - 1] + value[pools] * weight[pools]) / sum;
        weight[pools - 1] = sum;
        size[pools - 1] += size[pools];
        pools--;
      }
      pools++;
    }
    double[] increasing = new double[values.length];
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      for (int k = 0; k < size[pool]; k++) {
        increasing[at++] = value[pool];
      }
    }
    return increasing;
  }
}
