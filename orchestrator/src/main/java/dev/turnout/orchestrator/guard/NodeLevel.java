package dev.turnout.orchestrator.guard;

import java.time.Instant;

/**
 * What {@link NodeLevels} knows of one node.
 *
 * @param open values in the open window
 * @param since when it was first heard
 * @param count number of its values, aged
 * @param excess sum of its values beyond what the fleet's mean says, aged
 * @param weight by which the excess is divided to give the node's level, aged
 * @param variance of the excess if nodes were alike and values independent, aged
 */
public record NodeLevel(
    Moments open, Instant since, double count, double excess, double weight, double variance) {

  static NodeLevel first(Instant at) {
    return new NodeLevel(Moments.EMPTY, at, 0, 0, 0, 0);
  }

  NodeLevel plus(Moments more) {
    return new NodeLevel(open.plus(more), since, count, excess, weight, variance);
  }

  NodeLevel close(double kept, double moreExcess, double moreWeight, double moreVariance) {
    return new NodeLevel(
        Moments.EMPTY,
        since,
        count * kept + open.count(),
        excess * kept + moreExcess,
        weight * kept + moreWeight,
        variance * kept * kept + moreVariance);
  }

  boolean isForgotten() {
    return count < 1e-3;
  }

  /**
   * As if its level were lower.
   *
   * @param offset in the unit of the level
   */
  NodeLevel lowered(double offset) {
    return new NodeLevel(open, since, count, excess - weight * offset, weight, variance);
  }

  /** Of the node against the fleet. */
  double level() {
    return excess / weight;
  }
}
