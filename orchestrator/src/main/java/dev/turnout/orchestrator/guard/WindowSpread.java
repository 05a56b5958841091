package dev.turnout.orchestrator.guard;

import java.util.Collection;

/**
 * How far the nodes' means of one window lie from their common mean.
 *
 * @param pearson sum over nodes of (sum - expected)^2 / variance of independent values
 * @param degrees its mean if values were independent and nodes alike: nodes - 1
 */
public record WindowSpread(double pearson, int degrees) {
  static final WindowSpread UNKNOWN = new WindowSpread(0, 0);

  static WindowSpread of(Collection<Moments> nodes) {
    Moments all = Moments.EMPTY;
    int busy = 0;
    for (Moments node : nodes) {
      all = all.plus(node);
      busy += node.count() > 0 ? 1 : 0;
    }
    if (busy < 2 || all.variance() <= 0) {
      return UNKNOWN;
    }
    double pearson = 0;
    for (Moments node : nodes) {
      if (node.count() > 0) {
        double more = node.sum() - node.count() * all.mean();
        pearson += more * more / (node.count() * all.variance());
      }
    }
    return new WindowSpread(pearson, busy - 1);
  }
}
