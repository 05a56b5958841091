package dev.turnout.bench.judge;

import java.util.Arrays;
import java.util.List;

/** When the runs of a cell were decided, in seconds; a run that was not is infinitely late. */
public final class Times {
  private final double[] sorted;

  /**
   * @param seconds one a run, at least one
   */
  public Times(double[] seconds) {
    this.sorted = seconds.clone();
    Arrays.sort(sorted);
  }

  /** All runs of several cells. */
  static Times pooled(List<Times> cells) {
    return new Times(cells.stream().flatMapToDouble(cell -> Arrays.stream(cell.sorted)).toArray());
  }

  public int runs() {
    return sorted.length;
  }

  public int decided() {
    int count = 0;
    for (double time : sorted) {
      count += Double.isFinite(time) ? 1 : 0;
    }
    return count;
  }

  /** The share of the runs that were decided, with its spread. */
  public Measured share() {
    double n = sorted.length;
    double p = decided() / n;
    // Wilson's interval, three standard errors wide.
    double z = 3;
    double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return new Measured(p, Math.max(0, Math.min(p, centre - half)), Math.min(1, centre + half));
  }

  /**
   * The median over all runs, infinite if fewer than half were decided. Spread by ranks: three
   * standard errors, or three times the distance of one, whichever is wider; with few runs the
   * ranks of the former do not exist.
   */
  public Measured median() {
    int n = sorted.length;
    double value = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    if (Double.isInfinite(value)) {
      return new Measured(value, besideMedian(-3), value);
    }
    double low = value * Math.pow(besideMedian(-1) / value, 3);
    double high = value * Math.pow(besideMedian(1) / value, 3);
    return new Measured(value, Math.min(besideMedian(-3), low), Math.max(besideMedian(3), high));
  }

  /** The run that many standard errors before or after the median. */
  private double besideMedian(double errors) {
    double rank = (sorted.length - 1) / 2.0 + errors * Math.sqrt(sorted.length) / 2;
    double outwards = errors < 0 ? Math.floor(rank) : Math.ceil(rank);
    return sorted[(int) Math.min(sorted.length - 1, Math.max(0, outwards))];
  }

  /** 95 % of the runs were decided by then; spread by ranks. */
  public Measured p95() {
    int n = sorted.length;
    double half = 3 * Math.sqrt(n * 0.95 * 0.05);
    double rank = 0.95 * n - 1;
    return new Measured(
        sorted[(int) Math.max(0, Math.ceil(rank))],
        sorted[(int) Math.max(0, Math.floor(rank - half))],
        sorted[(int) Math.min(n - 1, Math.ceil(rank + half))]);
  }

  /** As "100 %, 54/166": share, median and 95th percentile. */
  @Override
  public String toString() {
    double share = 100 * share().value();
    String decided =
        share >= 99.95 || share == 0 ? "%.0f %%".formatted(share) : "%.1f %%".formatted(share);
    return share < 50
        ? decided
        : decided + ", " + seconds(median().value()) + "/" + seconds(p95().value());
  }

  private static String seconds(double seconds) {
    return Double.isFinite(seconds) ? "%.0f".formatted(seconds) : "-";
  }
}
