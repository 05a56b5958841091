package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;

/**
 * The outcomes of both arms in the last blocks: sums that lose half their weight with every eighth
 * block. For the sentence of a late regression, which the counts since the start would hide.
 */
public record Recent(Tally candidate, Tally baseline) {
  static final Recent NONE = new Recent(Tally.EMPTY, Tally.EMPTY);

  private static final double KEPT = StrictMath.pow(2, -1 / 8.0);

  Recent plus(Tally moreCandidate, Tally moreBaseline) {
    return new Recent(
        candidate.times(KEPT).plus(moreCandidate.bad(), moreCandidate.total()),
        baseline.times(KEPT).plus(moreBaseline.bad(), moreBaseline.total()));
  }
}
