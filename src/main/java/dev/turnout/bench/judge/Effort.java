package dev.turnout.bench.judge;

import dev.turnout.bench.world.Traffic;
import java.util.List;

/**
 * How much is simulated.
 *
 * @param runs rollouts in each cell, 1 or more; cells without a regression, where rare mistakes are
 *     counted, get three times as many
 * @param quick half of the traffic only, and no suite that takes long
 */
public record Effort(int runs, boolean quick) {
  /** As many as the published tables have. */
  public static final int FULL_RUNS = 1000;

  /** For a look, and for CI. */
  public static final int QUICK_RUNS = 5;

  int runsWithoutRegression() {
    return quick ? runs : 3 * runs;
  }

  List<Traffic> traffic() {
    return quick ? Grid.SOME_TRAFFIC : Grid.TRAFFIC;
  }
}
