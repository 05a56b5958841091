package dev.turnout.orchestrator.statistics;

import java.util.Arrays;

/**
 * The alternatives that a test bets on: fixed shapes around a rate that is known before the block.
 * The choice costs or gains speed, never validity.
 */
public final class Bets {
  /** "The candidate is worse": its odds of a bad outcome are this many times higher. */
  static final double[] WORSE_ODDS = {1.25, 1.6, 2.2, 3.5, 6, 12, 30, 100};

  /** "The candidate keeps its limit": its odds are this many times those of the limit. */
  private static final double[] WITHIN_ODDS = {.8, .6, .4, .2, .05};

  private static final double[] NOT_WORSE_WEIGHTS = {.6, .2, .2};

  private static final double LEAST_RATE = 1e-6;

  private Bets() {}

  public static double[] worseWeights() {
    return equal(WORSE_ODDS.length);
  }

  public static double[] withinWeights() {
    return equal(WITHIN_ODDS.length);
  }

  public static double[] notWorseWeights() {
    return NOT_WORSE_WEIGHTS.clone();
  }

  /** The rates of a candidate that is worse than {@code rate}. */
  public static double[] worseThan(double rate) {
    return Arrays.stream(WORSE_ODDS).map(odds -> withOdds(odds, rate)).toArray();
  }

  /** The rates of a candidate that is better than {@code rate}. */
  public static double[] betterThan(double rate) {
    return Arrays.stream(WITHIN_ODDS).map(odds -> withOdds(odds, rate)).toArray();
  }

  /**
   * The rates of a candidate that is about as good as the baseline: equal, better, worse by a
   * quarter of the margin.
   */
  public static double[] about(double rate, double margin) {
    return new double[] {rate, withOdds(0.7, rate), possible(rate + margin / 4)};
  }

  /** The baseline's rate, shrunk a little towards one half so that it is never 0 or 1. */
  public static double rateOf(Tally aged) {
    return possible((aged.bad() + 0.5) / (aged.total() + 1));
  }

  private static double withOdds(double times, double rate) {
    return possible(times * rate / (1 + (times - 1) * rate));
  }

  private static double possible(double rate) {
    return Math.min(Math.max(rate, LEAST_RATE), 1 - LEAST_RATE);
  }

  static double[] equal(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1.0 / count);
    return weights;
  }
}
