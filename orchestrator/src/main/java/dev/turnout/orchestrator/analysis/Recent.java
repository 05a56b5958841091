package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;

/**
 * The last minutes' outcomes of both arms: sums that lose half their weight every minute. For the
 * sentence of a late regression, which the counts since the start would hide.
 */
public record Recent(Tally candidate, Tally baseline) {
  static final Recent NONE = new Recent(Tally.EMPTY, Tally.EMPTY);

  private static final double HALF_LIFE_MILLIS = 60_000;

  Recent plus(Tally moreCandidate, Tally moreBaseline, Duration elapsed) {
    double kept = StrictMath.pow(2, -elapsed.toMillis() / HALF_LIFE_MILLIS);
    return new Recent(
        candidate.times(kept).plus(moreCandidate.bad(), moreCandidate.total()),
        baseline.times(kept).plus(moreBaseline.bad(), moreBaseline.total()));
  }
}
