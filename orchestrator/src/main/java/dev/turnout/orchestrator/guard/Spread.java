package dev.turnout.orchestrator.guard;

/**
 * How far the nodes' counts of one window lie from their common rate.
 *
 * @param pearson sum over nodes of (bad - expected)^2 / variance of independent outcomes
 * @param degrees its mean if outcomes were independent and nodes alike: nodes - 1
 */
public record Spread(double pearson, int degrees) {
  static final Spread UNKNOWN = new Spread(0, 0);
}
