package dev.turnout.agents.report;

/**
 * Labelled answers of a version.
 *
 * @param total labelled answers, from 0
 * @param bad how many of them were bad, or the sum of their badness, in [0, total]
 */
public record ScoreTotals(long total, double bad) {
  public ScoreTotals {
    if (total < 0) {
      throw new IllegalArgumentException("Expected a total from 0, but got " + total);
    }
    if (!(bad >= 0 && bad <= total)) {
      throw new IllegalArgumentException(
          "Expected bad answers in [0, %d], but got %s".formatted(total, bad));
    }
  }

  ScoreTotals plus(ScoreTotals other) {
    return new ScoreTotals(total + other.total, bad + other.bad);
  }
}
