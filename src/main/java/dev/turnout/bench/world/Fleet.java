package dev.turnout.bench.world;

/**
 * Nodes that are not alike: most carry one version each, or they split their requests unevenly.
 *
 * @param nodes all of them, equally busy
 * @param candidates how many carry the candidate
 * @param uneven whether each node carries both versions instead: the last one gives half of its
 *     requests to the candidate, the first hardly any, and errors grow with the share
 * @param speedSpread by how much nodes differ in speed for ever: standard deviation of the
 *     logarithm
 * @param errorRate usual share of failed requests
 * @param burstSpread by how much a node's own error rate goes up and down: standard deviation of
 *     the logarithm
 * @param burstSeconds correlation time of that
 */
public record Fleet(
    int nodes,
    int candidates,
    boolean uneven,
    double speedSpread,
    double errorRate,
    double burstSpread,
    double burstSeconds) {
  /** Nodes that differ in speed. */
  public static Fleet ofSpeeds(int nodes, int candidates, double spread) {
    return new Fleet(nodes, candidates, false, spread, 0.001, 0, 60);
  }

  /** Ten nodes, one with the candidate, each with noisy minutes of its own. */
  public static Fleet ofBursts(double errorRate, double spread, double seconds) {
    return new Fleet(10, 1, false, 0, errorRate, spread, seconds);
  }

  /**
   * Ten nodes that carry both versions in different shares; the more candidate, the more errors.
   */
  public static Fleet ofUnevenShares(double errorRate) {
    return new Fleet(10, 0, true, 0, errorRate, 0, 60);
  }

  /** The candidate's share of a node's requests. */
  double shareOf(int node) {
    if (uneven) {
      return (node + 1) / (2.0 * nodes);
    }
    return node < candidates ? 1 : 0;
  }

  /** A node's usual error rate. */
  double errorRateOf(int node) {
    return uneven ? errorRate * (1 + 2.0 * node / nodes) : errorRate;
  }
}
