package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;

/**
 * What is known of the baseline's share of bad outcomes before a rollout. It chooses what the judge
 * bets on and so how fast it is, never whether it is right.
 *
 * @param bad aged number of bad outcomes, in [0, total]
 * @param total aged number of outcomes, 0 or more
 */
public record History(double bad, double total) {
  public static final History NONE = new History(0, 0);

  public History {
    Expect.inClosed("a history's total", total, 0, Double.MAX_VALUE, "0 if nothing is known");
    Expect.inClosed("a history's bad outcomes", bad, 0, total, "at most the total");
  }
}
