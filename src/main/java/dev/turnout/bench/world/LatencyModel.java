package dev.turnout.bench.world;

import dev.turnout.bench.chance.Categories;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Latencies of one arm: log-normal with a median of 100 ms and a standard deviation of 0.5, on ten
 * nodes of different speed, so that p99 is about 327 ms. All nodes of both arms drift together. The
 * distribution over the bins is computed once for each step of the drift and then drawn from.
 */
public final class LatencyModel {
  /** Sixteen steps are one bin: a step is 0.13 % of the latency. */
  private static final double DRIFT_STEP = Math.log(LatencyBins.GROWTH) / 16;

  private static final double LOG_MEDIAN = Math.log(100);
  private static final double SPREAD = 0.5;
  private static final double NODE_SPREAD = 0.1;
  private static final double[] NODES = {
    .1226, .3755, .6554, 1.0004, 1.5388, -.1226, -.3755, -.6554, -1.0004, -1.5388
  };

  private final LatencyChange change;
  private final Map<Integer, Categories> byDrift = new ConcurrentHashMap<>();

  public LatencyModel(LatencyChange change) {
    this.change = change;
  }

  /**
   * The distribution over the bins from {@link Histogram#FIRST} on.
   *
   * @param logDrift by how much all latencies are higher now, in logarithms
   */
  public Categories at(double logDrift) {
    return byDrift.computeIfAbsent((int) Math.round(logDrift / DRIFT_STEP), this::bins);
  }

  private Categories bins(int step) {
    double[] share = new double[Histogram.LAST - Histogram.FIRST + 1];
    double below = 0;
    for (int i = 0; i < share.length; i++) {
      double upTo =
          i == share.length - 1
              ? 1
              : cdf(LatencyBins.upperEdgeMillis(Histogram.FIRST + i), step * DRIFT_STEP);
      share[i] = Math.max(0, upTo - below);
      below = upTo;
    }
    return new Categories(share);
  }

  private double cdf(double millis, double logDrift) {
    double untouched = untouched(millis, logDrift);
    double touched = untouched((millis - change.addedMillis()) / change.times(), logDrift);
    return (1 - change.share()) * untouched + change.share() * touched;
  }

  private static double untouched(double millis, double logDrift) {
    if (millis <= 0) {
      return 0;
    }
    double centred = Math.log(millis) - LOG_MEDIAN - logDrift;
    double sum = 0;
    for (double node : NODES) {
      sum += Normal.cdf((centred - NODE_SPREAD * node) / SPREAD);
    }
    return sum / NODES.length;
  }
}
