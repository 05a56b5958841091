package dev.turnout.orchestrator.guard;

/** On what terms the arms of one metric may be compared, in a block that opens now. */
public sealed interface Terms {
  /** All counts of each arm together. */
  record Pooled() implements Terms {}

  /** Each node with itself. */
  record ByNode() implements Terms {}

  /**
   * All counts of each arm together, but fewer than there are, and with a tolerance.
   *
   * @param candidateFactor by which the candidate's counts are divided, 1 or more
   * @param baselineFactor by which the baseline's counts are divided, 1 or more
   * @param worse by how much the candidate's level must exceed the baseline's before its version is
   *     to blame: a logarithm of rates, or bins of latencies
   * @param better by how much the nodes of a candidate may flatter it, in the same unit
   * @param spread how much nodes differ
   */
  record Dedicated(
      double candidateFactor, double baselineFactor, double worse, double better, NodeSpread spread)
      implements Terms {

    /** The difference that nodes may make, beyond what is known of them. */
    public double tolerance() {
      return (worse + better) / 2;
    }
  }

  /**
   * Not at all, yet or ever.
   *
   * @param reason a sentence for people
   */
  record Incomparable(String reason) implements Terms {}
}
