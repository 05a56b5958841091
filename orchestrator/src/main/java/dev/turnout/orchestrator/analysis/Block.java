package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;

/**
 * The counts of both arms that came in since the last block closed. Whole counts add up exactly, so
 * the order of the reports within a block does not matter.
 */
final class Block {
  private Instant openedAt;
  private Tally candidate = Tally.EMPTY;
  private Tally baseline = Tally.EMPTY;

  Block(Instant openedAt) {
    this.openedAt = openedAt;
  }

  static Block restore(Instant openedAt, Tally candidate, Tally baseline) {
    Block block = new Block(openedAt);
    block.candidate = candidate;
    block.baseline = baseline;
    return block;
  }

  void add(Arm arm, Tally counts) {
    if (arm == Arm.CANDIDATE) {
      candidate = candidate.plus(counts.bad(), counts.total());
    } else {
      baseline = baseline.plus(counts.bad(), counts.total());
    }
  }

  boolean closes(BlockRule rule, Instant at) {
    return rule.closes(Math.min(candidate.total(), baseline.total()), age(at));
  }

  boolean isEmpty() {
    return candidate.total() == 0 && baseline.total() == 0;
  }

  Duration age(Instant at) {
    return Duration.between(openedAt, at);
  }

  void reopen(Instant at) {
    openedAt = at;
    candidate = Tally.EMPTY;
    baseline = Tally.EMPTY;
  }

  Instant openedAt() {
    return openedAt;
  }

  Tally candidate() {
    return candidate;
  }

  Tally baseline() {
    return baseline;
  }
}
