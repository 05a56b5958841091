package dev.turnout.bench.rival;

import dev.turnout.bench.world.Histogram;
import dev.turnout.bench.world.Tick;

/**
 * Time-uniform bands around the distribution functions of both arms, as Netflix's canary tests use
 * them: {@code 0.85 sqrt((ln(1 + ln n) + C) / n)} (Howard and Ramdas 2022). The candidate is slower
 * if the bands part at one of the cuts.
 */
public final class DkwBand implements Contestant {
  /** The constant C for bands that hold with 1 - 0.01 / 3: one metric of three. */
  private static final double C = 10.07565575309634;

  private final int[] cuts;
  private final long[] candidate;
  private final long[] baseline;
  private long candidateTotal;
  private long baselineTotal;

  /**
   * @param cuts the last bin of each cut
   */
  public DkwBand(int[] cuts) {
    this.cuts = cuts.clone();
    this.candidate = new long[cuts.length];
    this.baseline = new long[cuts.length];
  }

  @Override
  public boolean fires(Tick tick) {
    candidateTotal += add(candidate, tick.candidate().latency());
    baselineTotal += add(baseline, tick.baseline().latency());
    if (candidateTotal == 0 || baselineTotal == 0) {
      return false;
    }
    double gap = halfWidth(candidateTotal, C) + halfWidth(baselineTotal, C);
    for (int i = 0; i < cuts.length; i++) {
      double fast = (double) candidate[i] / candidateTotal;
      double usual = (double) baseline[i] / baselineTotal;
      if (usual - fast > gap) {
        return true;
      }
    }
    return false;
  }

  /** The half-width of a band after n observations, n at least 1. */
  static double halfWidth(double n, double constant) {
    return 0.85 * Math.sqrt((Math.log(1 + Math.log(n)) + constant) / n);
  }

  private long add(long[] upTo, Histogram latency) {
    for (int i = 0; i < cuts.length; i++) {
      upTo[i] += latency.upTo(cuts[i]);
    }
    return latency.total();
  }
}
