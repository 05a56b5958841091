package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;

/**
 * Labelled answers of one outcome.
 *
 * @param total answers whose truth is known, 0 or more
 * @param bad the sum of their badness, in [0, total]: the number of wrong predictions, or for a
 *     graded score the sum of {@code 1 - score}
 */
public record ScoreCounts(long total, double bad) {
  public ScoreCounts {
    Expect.atLeast("labelled answers", total, 0, "0");
    Expect.inClosed("bad answers", bad, 0, total, "at most the total");
  }
}
