package dev.turnout.bench.decision;

/**
 * How much is measured.
 *
 * @param decisions measured one after the other, each of a canary of its own, from 1
 * @param agents that put the tables of one more model in force, from 1
 * @param applied decisions of that model, from 1
 */
public record DecisionScale(int decisions, int agents, int applied) {
  private static final int WARM_UP = 50;

  public DecisionScale {
    if (decisions < 1 || agents < 1 || applied < 1) {
      throw new IllegalArgumentException(
          "Expected 1 or more decisions, agents and decisions for them, but got %d, %d and %d"
              .formatted(decisions, agents, applied));
    }
  }

  /** Decisions before those that count, while classes are loaded and code is compiled. */
  int warmUp() {
    return Math.min(decisions, WARM_UP);
  }
}
