package dev.turnout.bench.judge;

/**
 * How much is simulated.
 *
 * @param runs rollouts in each cell, 1 or more; cells without a regression, where rare mistakes are
 *     counted, get three times as many
 */
public record Effort(int runs) {
  /** As many as the published tables have. */
  public static final Effort FULL = new Effort(1000);

  /** For a look, and for CI. */
  public static final Effort QUICK = new Effort(8);

  int runsWithoutRegression() {
    return 3 * runs;
  }
}
