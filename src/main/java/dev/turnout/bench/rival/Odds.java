package dev.turnout.bench.rival;

import dev.turnout.bench.chance.Categories;
import dev.turnout.bench.world.Histogram;
import dev.turnout.bench.world.LatencyModel;

/**
 * What exactly happens in both arms, known only to theory: the probabilities of each outcome, and
 * from them the best that any test of the same error rate can do.
 */
public final class Odds {
  private static final double LEAST = 1e-12;

  private final double[] candidate;
  private final double[] baseline;

  private Odds(double[] candidate, double[] baseline) {
    this.candidate = candidate;
    this.baseline = baseline;
  }

  /** Bad and good outcomes. */
  public static Odds ofRates(double candidate, double baseline) {
    return new Odds(new double[] {candidate, 1 - candidate}, new double[] {baseline, 1 - baseline});
  }

  /** Latency bins, without drift. */
  public static Odds ofLatency(LatencyModel candidate, LatencyModel baseline) {
    return new Odds(shares(candidate.at(0)), shares(baseline.at(0)));
  }

  /**
   * How much better one arm's own distribution explains an outcome than the mixture of both arms.
   *
   * @param candidateShare of the observations in a block
   */
  double logCandidate(int outcome, double candidateShare) {
    return Math.log(candidate[outcome] / mixed(outcome, candidateShare));
  }

  /** See {@link #logCandidate}. */
  double logBaseline(int outcome, double candidateShare) {
    return Math.log(baseline[outcome] / mixed(outcome, candidateShare));
  }

  /**
   * Wald's bound: no test that errs with at most alpha detects this sooner on average.
   *
   * @param candidateRate observations per second
   * @param baselineRate observations per second
   * @return seconds
   */
  public double waldSeconds(double alpha, double candidateRate, double baselineRate) {
    double share = candidateRate / (candidateRate + baselineRate);
    double information = 0;
    for (int i = 0; i < candidate.length; i++) {
      information +=
          candidateRate * candidate[i] * logCandidate(i, share)
              + baselineRate * baseline[i] * logBaseline(i, share);
    }
    return -Math.log(alpha) / information;
  }

  private double mixed(int outcome, double candidateShare) {
    return candidateShare * candidate[outcome] + (1 - candidateShare) * baseline[outcome];
  }

  private static double[] shares(Categories bins) {
    double[] shares = new double[Histogram.LAST - Histogram.FIRST + 1];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(bins.share(i), LEAST);
    }
    return shares;
  }
}
