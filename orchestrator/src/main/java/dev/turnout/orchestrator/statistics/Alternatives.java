package dev.turnout.orchestrator.statistics;

/**
 * In which ways a distribution may become worse. Chosen before a rollout; the bets themselves are
 * made from what the baseline did in the past.
 */
public interface Alternatives {

  /** Prior weights, summing to 1; as many as {@link #around} has alternatives. */
  double[] weights();

  /**
   * The bets for a baseline that was like this.
   *
   * @param usual the baseline's aged counts of closed blocks, not empty
   */
  CategoricalBets around(Histogram usual);
}
