package dev.turnout.orchestrator.statistics;

import java.util.stream.IntStream;

/**
 * The fixed bins of every latency histogram: bin {@code i} holds latencies in {@code (g^(i-1),
 * g^i]} milliseconds with {@code g = 1.01 / 0.99}, so a bin tells the latency to 1 %. Fixed for all
 * nodes and for ever, so that histograms merge by addition and a limit stays on an edge.
 */
public final class LatencyBins {
  public static final double GROWTH = 1.01 / 0.99;

  /** The longest latency that has a bin of its own; slower ones and time-outs belong there too. */
  public static final double LONGEST_MILLIS = 86_400_000;

  private static final double SHORTEST_MILLIS = 1e-6;
  private static final double LOG_GROWTH = StrictMath.log(GROWTH);
  // An edge must fall into its own bin although its logarithm may come out a hair above the
  // integer.
  private static final double EDGE_TOLERANCE = 1e-12;

  /** The lowest bin that a value can fall into. */
  public static final int FIRST = binOf(SHORTEST_MILLIS);

  /** The highest bin that a value can fall into. */
  public static final int LAST = binOf(LONGEST_MILLIS);

  private static final double[] MIDDLES =
      IntStream.rangeClosed(FIRST, LAST).mapToDouble(LatencyBins::middle).toArray();

  private LatencyBins() {}

  /** The bin of a latency in milliseconds; anything below a nanosecond counts as one. */
  public static int binOf(double millis) {
    double bounded = Math.min(Math.max(millis, SHORTEST_MILLIS), LONGEST_MILLIS);
    return (int) Math.ceil(StrictMath.log(bounded) / LOG_GROWTH - EDGE_TOLERANCE);
  }

  /** The upper edge of a bin in milliseconds. */
  public static double upperEdgeMillis(int bin) {
    return StrictMath.exp(bin * LOG_GROWTH);
  }

  /** The geometric middle of a bin in milliseconds: what its counts stand for. */
  static double middleMillis(int bin) {
    return bin < FIRST || bin > LAST ? middle(bin) : MIDDLES[bin - FIRST];
  }

  private static double middle(int bin) {
    return StrictMath.exp((bin - 0.5) * LOG_GROWTH);
  }

  /** The whole bins within a ratio, rounded down: 4 for 0.1, because five would be 10.5 %. */
  public static int wholeBins(double ratio) {
    return (int) Math.floor(StrictMath.log(1 + ratio) / LOG_GROWTH + EDGE_TOLERANCE);
  }

  /** The bins that cover a ratio, rounded up. */
  public static int coveringBins(double ratio) {
    return (int) Math.ceil(StrictMath.log(1 + ratio) / LOG_GROWTH - EDGE_TOLERANCE);
  }
}
