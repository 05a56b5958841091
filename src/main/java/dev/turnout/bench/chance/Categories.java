package dev.turnout.bench.chance;

/**
 * A distribution over categories 0 to k-1. Few observations are drawn one by one from an alias
 * table (Walker; two random numbers each, however many categories), many by binomial splits, so
 * that the cost is bounded by the number of categories.
 */
public final class Categories {
  private final double[] share;
  private final double[] tail;
  private final double[] keep;
  private final int[] alias;

  /**
   * @param weights 0 or more, not all 0; scaled to sum to 1
   */
  public Categories(double[] weights) {
    this.share = scaled(weights);
    this.tail = tails(share);
    this.keep = new double[share.length];
    this.alias = new int[share.length];
    buildAliases();
  }

  public int size() {
    return share.length;
  }

  /** The probability of a category. */
  public double share(int category) {
    return share[category];
  }

  /** Adds n observations to the counts. */
  public void draw(Chance chance, long n, Sink counts) {
    if (n < 2L * share.length) {
      drawEach(chance, n, counts);
    } else {
      drawWhole(chance, n, counts);
    }
  }

  private void drawEach(Chance chance, long n, Sink counts) {
    for (long i = 0; i < n; i++) {
      double position = chance.uniform() * share.length;
      int category = (int) position;
      counts.add(position - category < keep[category] ? category : alias[category], 1);
    }
  }

  private void drawWhole(Chance chance, long n, Sink counts) {
    long left = n;
    for (int category = 0; category < share.length && left > 0; category++) {
      long count = chance.binomial(left, share[category] / tail[category]);
      if (count > 0) {
        counts.add(category, count);
        left -= count;
      }
    }
  }

  private void buildAliases() {
    int k = share.length;
    double[] height = new double[k];
    int[] small = new int[k];
    int[] large = new int[k];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < k; i++) {
      height[i] = share[i] * k;
      if (height[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int low = small[--smalls];
      int high = large[larges - 1];
      keep[low] = height[low];
      alias[low] = high;
      height[high] -= 1 - height[low];
      if (height[high] < 1) {
        small[smalls++] = high;
        larges--;
      }
    }
    while (larges > 0) {
      keep[large[--larges]] = 1;
    }
    while (smalls > 0) {
      keep[small[--smalls]] = 1;
    }
  }

  private static double[] scaled(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] scaled = new double[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weights[i] / sum;
    }
    return scaled;
  }

  /** The probability of a category or a later one; never below the category's own. */
  private static double[] tails(double[] share) {
    double[] tail = new double[share.length];
    double sum = 0;
    for (int i = share.length - 1; i >= 0; i--) {
      sum += share[i];
      tail[i] = Math.max(sum, Double.MIN_NORMAL);
    }
    return tail;
  }

  /** Where observations are counted. */
  @FunctionalInterface
  public interface Sink {
    void add(int category, long count);
  }
}
