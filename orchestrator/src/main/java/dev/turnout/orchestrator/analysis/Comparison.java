package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Terms;
import java.time.Instant;

/**
 * One metric on both arms: evidence that the candidate is worse than the baseline, and evidence
 * that it is good enough. Each block of concurrent counts is judged on its own, so drift that both
 * arms share does no harm.
 */
sealed interface Comparison permits RateComparison, DistributionComparison {

  /** Whether these counts say anything of the metric. */
  boolean concerns(Counts counts);

  /** Adds a report to the open block. */
  void observe(Arm arm, String node, Counts counts);

  /**
   * Ends a block that was empty for too long. Else it would end with the first arm of the next
   * report and part it from the second.
   */
  void closeIfIdle(Instant at, Instant before);

  /**
   * Closes the open block if its counts and its age say so.
   *
   * @param before time of the previous report: restarts that were due then bet on this block
   * @return whether another one was opened, on the same terms
   */
  boolean closeIfDue(Instant at, Instant before);

  /** Agrees on the terms of a block that was just opened. */
  void agree(Terms terms);

  /** The terms of the open block. */
  Terms terms();

  /**
   * While evidence is frozen no block closes; counts that get too old to be compared are forgotten.
   */
  void dropIfOverdue(Instant at);

  /** The logarithm of the e-value that the candidate is worse; 0 if it is not compared. */
  double logRollback();

  /** The highest evidence for a promotion so far; of several gates the least. */
  double maxLogPromote();

  /** What the last blocks looked like, as in "lately 3 % and 0.1 %". */
  String lately();

  /** What was shown so far. */
  Shown shown();

  ComparisonState state();
}
