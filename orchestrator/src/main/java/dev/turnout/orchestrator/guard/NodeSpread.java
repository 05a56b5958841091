package dev.turnout.orchestrator.guard;

import java.util.Optional;

/**
 * How much nodes differ by themselves and for long, with the same version on all.
 *
 * @param sd standard deviation of a node's true level: of the logarithm of its rate, or of its mean
 *     log-latency in bins; 0 or more
 * @param nodes how many equally busy nodes of the baseline it was learned from
 */
public record NodeSpread(double sd, int nodes) {
  /** Below this many nodes of the baseline only large differences can be seen. */
  private static final int ENOUGH_NODES = 5;

  /** One node differs from another in ways that nobody can know. */
  public boolean isComparable() {
    return nodes >= 2;
  }

  /**
   * The difference between two groups of nodes that their versions need not explain, in the unit of
   * {@link #sd}: {@code t(nodes - 1, 1 - error) * sd * sqrt(1 / candidateNodes + 1 /
   * baselineNodes)}. Needs {@link #isComparable}.
   *
   * @param error chance of a larger difference, in (0, 0.5)
   * @param candidateNodes equally busy nodes of the candidate; fewer than one counts as one
   * @param baselineNodes the same of the baseline
   */
  public double tolerance(double error, double candidateNodes, double baselineNodes) {
    return StudentT.quantile(nodes - 1, 1 - error)
        * sd
        * StrictMath.sqrt(1 / Math.max(candidateNodes, 1) + 1 / Math.max(baselineNodes, 1));
  }

  /** What a person should know; empty if there are nodes enough. */
  public Optional<String> caveat() {
    if (!isComparable()) {
      return Optional.of(
          "each node carries one version and the baseline has fewer than 2 nodes: the versions cannot"
              + " be told from their nodes, so they are not compared");
    }
    if (nodes < ENOUGH_NODES) {
      return Optional.of(
          "each node carries one version and the baseline has only %s nodes: small regressions cannot"
                  .formatted(nodes)
              + " be told from differences between nodes");
    }
    return Optional.empty();
  }
}
