package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.guard.NodeWindow.Surprise;
import java.util.Collection;

/**
 * How far the nodes' sums of one window lie from what the fleet's mean and their own levels say.
 *
 * @param pearson sum over nodes of (sum - expected)^2 / variance of independent values
 * @param degrees its mean if values were independent and levels lasted: nodes - 1
 * @param levelled each node's own level was known, so lasting differences are no part of it
 */
public record WindowSpread(double pearson, int degrees, boolean levelled) {
  private static final WindowSpread UNKNOWN = new WindowSpread(0, 0, false);

  static WindowSpread of(Scale scale, Collection<Surprise> nodes) {
    Moments all = Moments.EMPTY;
    int busy = 0;
    boolean levelled = true;
    for (Surprise node : nodes) {
      all = all.plus(node.values());
      busy += node.values().count() > 0 ? 1 : 0;
      levelled &= node.values().count() == 0 || node.prior().isKnown();
    }
    if (busy < 2) {
      return UNKNOWN;
    }
    if (all.variance() <= 0) {
      // Nothing bad happened: that speaks neither for bursts nor against them.
      return new WindowSpread(busy - 1, busy - 1, levelled);
    }
    double perValue = scale == Scale.VALUE ? 1 : all.mean();
    double shift = shift(nodes, all, levelled, perValue);
    double pearson = 0;
    for (Surprise node : nodes) {
      double count = node.values().count();
      if (count > 0) {
        double weight = count * perValue;
        double level = levelled ? node.prior().level() : 0;
        double more = node.values().sum() - count * all.mean() - weight * (level + shift);
        double doubt = levelled ? weight * weight * node.prior().variance() : 0;
        pearson += more * more / (count * all.variance() + doubt);
      }
    }
    return new WindowSpread(pearson, busy - 1, levelled);
  }

  /** By which all nodes differ from their levels: the fleet of this window is another one. */
  private static double shift(
      Collection<Surprise> nodes, Moments all, boolean levelled, double perValue) {
    double sum = 0;
    if (levelled) {
      for (Surprise node : nodes) {
        sum -= node.values().count() * perValue * node.prior().level();
      }
    }
    return sum / (all.count() * perValue);
  }
}
