package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Terms;
import java.time.Duration;
import java.time.Instant;

/**
 * One metric on both arms: evidence that the candidate is worse than the baseline, and evidence
 * that it is good enough. Each block of concurrent counts is judged on its own, so drift that both
 * arms share does no harm.
 */
abstract sealed class Comparison permits RateComparison, DistributionComparison {
  private final BlockRule rule;
  private final Block<?> block;

  Comparison(BlockRule rule, Block<?> block) {
    this.rule = rule;
    this.block = block;
  }

  /** Whether these counts say anything of the metric. */
  abstract boolean concerns(Counts counts);

  /** Adds a report to the open block. */
  abstract void observe(Arm arm, String node, Counts counts);

  /** Lets the bets that are due by then take part in the block that closes. */
  abstract void openRestarts(Instant before);

  /** Bets on the block that closes, with what was known before it. */
  abstract void bet();

  /** Learns from the block that closes. */
  abstract void learn(Duration age);

  /** The logarithm of the e-value that the candidate is worse; 0 if it is not compared. */
  abstract double logRollback();

  /** The highest evidence for a promotion so far; of several gates the least. */
  abstract double maxLogPromote();

  /** What the last blocks looked like, as in "lately 3 % and 0.1 %". */
  abstract String lately();

  /** What was shown so far. */
  abstract Shown shown();

  abstract ComparisonState state();

  /**
   * Ends a block that was empty for too long. Else it would end with the first arm of the next
   * report and part it from the second.
   */
  final void closeIfIdle(Instant at, Instant before) {
    if (block.isEmpty()) {
      closeIfDue(at, before);
    }
  }

  /**
   * Closes the open block if its counts and its age say so.
   *
   * @param before time of the previous report: restarts that were due then bet on this block
   * @return whether another one was opened, on the same terms
   */
  final boolean closeIfDue(Instant at, Instant before) {
    if (!block.closes(rule, at)) {
      return false;
    }
    openRestarts(before);
    bet();
    learn(block.age(at));
    block.reopen(at);
    return true;
  }

  /**
   * While evidence is frozen no block closes; counts that get too old to be compared are forgotten.
   */
  final void dropIfOverdue(Instant at) {
    if (block.age(at).compareTo(rule.longest()) >= 0) {
      block.reopen(at);
    }
  }

  /** Agrees on the terms of a block that was just opened. */
  final void agree(Terms terms) {
    block.agree(terms);
  }

  /** The terms of the open block. */
  final Terms terms() {
    return block.terms();
  }
}
