package dev.turnout.bench.rival;

import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Histogram;
import dev.turnout.orchestrator.statistics.LatencyBins;

/** What a poller reads of an arm over an interval. */
public enum Signal {
  ERROR_RATE,
  WRONG_RATE,
  P50_MILLIS,
  P99_MILLIS;

  /** The number, NaN without data. */
  double of(ArmCounts counts) {
    return switch (this) {
      case ERROR_RATE -> rate(counts.errors(), counts.requests());
      case WRONG_RATE -> rate(counts.wrong(), counts.labels());
      case P50_MILLIS -> quantile(counts.latency(), 0.5);
      case P99_MILLIS -> quantile(counts.latency(), 0.99);
    };
  }

  private static double rate(double bad, long total) {
    return total > 0 ? bad / total : Double.NaN;
  }

  private static double quantile(Histogram latency, double share) {
    return latency.total() > 0 ? LatencyBins.upperEdgeMillis(latency.quantile(share)) : Double.NaN;
  }
}
