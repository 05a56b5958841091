package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;

/**
 * How much evidence a metric needs.
 *
 * @param decides false for a dry run
 * @param logBlame evidence with which its comparison alone turns a candidate back
 * @param logLimit evidence with which one of its limits does
 */
record Stake(boolean decides, double logBlame, double logLimit) {
  /** Restarts: a part of the bets is kept for later. */
  private static final double RESTARTS = 0.36;

  /** What the choice among the alternatives of a rate costs, at the median. */
  private static final double RATE_CHOICE = 1.6;

  /** What the choice among the alternatives of a distribution costs, at the median. */
  private static final double SHAPE_CHOICE = 3;

  /** What the choice among the alternatives of "good enough" costs, at the median. */
  private static final double PASS_CHOICE = 0.2;

  /** Of the metric at this place; a dry run is shown as if its weight were that of the average. */
  static Stake of(AnalysisSpec analysis, int index) {
    double weight = analysis.weights().get(index);
    double shown = weight > 0 ? weight : 1.0 / analysis.metrics().size();
    return new Stake(
        weight > 0,
        -StrictMath.log(shown * analysis.alpha()),
        -StrictMath.log(analysis.alphaOfLimit()));
  }

  /** Nats that a rate needs to be found worse. */
  double worseRate() {
    return logBlame + RATE_CHOICE + RESTARTS;
  }

  /** Nats that a distribution needs to be found worse in shape. */
  double worseShape() {
    return logBlame + SHAPE_CHOICE + RESTARTS;
  }

  /** Nats that one of several shares above quantiles needs to be found worse. */
  double worseQuantile(int quantiles) {
    return worseRate() + StrictMath.log(quantiles);
  }

  /** Nats that a limit needs to be found broken. */
  double brokenLimit() {
    return logLimit + RATE_CHOICE + RESTARTS;
  }

  /** Nats that show a candidate to be good enough for a step with this beta. */
  static double goodEnough(double beta) {
    return PASS_CHOICE - StrictMath.log(beta);
  }
}
