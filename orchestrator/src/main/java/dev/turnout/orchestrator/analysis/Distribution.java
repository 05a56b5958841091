package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Moments;
import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.statistics.Alternatives;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.Expect;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.QuantileAlternatives;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.util.List;

/**
 * A value of which less is better, as a histogram: the latency, or what a pipeline reports.
 *
 * @param histogram the name under which reports carry it, {@link Counts#LATENCY} for the latency
 * @param gates the quantiles that a promotion looks at, at least one, each once
 * @param tolerance slow-down that does not count as worse, a ratio in [0, 1): 0.05 is 5 %, rounded
 *     up to whole bins; 0 takes any slow-down for one
 * @param compare what of it is compared with the baseline
 */
public record Distribution(
    String name,
    Influence influence,
    String histogram,
    List<QuantileGate> gates,
    double tolerance,
    Compare compare)
    implements MetricSpec {
  /** What a promotion looks at if nothing is said. */
  public static final List<QuantileGate> DEFAULT_GATES =
      List.of(QuantileGate.of(0.5), QuantileGate.of(0.95), QuantileGate.of(0.99));

  /** What of a distribution is compared with the baseline. */
  public enum Compare {
    /** All of it: a slow-down of all requests, of some, or of the slowest. */
    SHAPE,
    /** The shares above the gates' quantiles only. */
    QUANTILES,
    /**
     * Nothing: only the limits count, and a promotion needs the quantiles shown to be below them.
     */
    LIMIT
  }

  public Distribution {
    Expect.present("a name for the metric", name, "'p99'");
    Expect.present("a histogram of " + name, histogram, "'latency'");
    Expect.inRightOpen("a tolerance of " + name, tolerance, 0, 1, "0.05 for 5 %");
    gates = List.copyOf(gates);
    long different = gates.stream().map(QuantileGate::quantile).distinct().count();
    if (gates.isEmpty() || different < gates.size()) {
      throw new IllegalArgumentException(
          "Expected different quantiles of %s, at least one, but got %s (write quantile: 0.99)"
              .formatted(name, gates.stream().map(QuantileGate::quantile).toList()));
    }
    for (QuantileGate gate : gates) {
      if (compare == Compare.LIMIT) {
        requireLimit(name, gate);
      } else {
        requireWithinMargin(name, tolerance, gate);
      }
    }
  }

  private static void requireLimit(String name, QuantileGate gate) {
    if (!gate.hasLimit()) {
      throw new IllegalArgumentException(
          "Expected a limit for each quantile of %s, which is not compared with the baseline, but got none for quantile %s (write limit: 500ms, or compare: distribution)"
              .formatted(name, gate.quantile()));
    }
  }

  /** In bins, as both are judged: else a candidate could be good enough and worse at once. */
  private static void requireWithinMargin(String name, double tolerance, QuantileGate gate) {
    if (tolerance >= gate.margin() || LatencyBins.coveringBins(tolerance) > gate.marginBins()) {
      throw new IllegalArgumentException(
          "Expected a tolerance of %s below the margin %s of its quantile %s, but got %s (write a smaller tolerance or a larger margin; the one is rounded up, the other down to bins of 2 %%)"
              .formatted(name, gate.margin(), gate.quantile(), tolerance));
    }
  }

  /** The latency by its shape, and these quantiles for a promotion. */
  public static Distribution latency(String name, List<QuantileGate> gates) {
    return new Distribution(name, Influence.NORMAL, Counts.LATENCY, gates, 0, Compare.SHAPE);
  }

  /** The latency with one quantile, the default margin and a limit. */
  public static Distribution latency(String name, double quantile, Duration limit) {
    return latency(name, quantile, QuantileGate.DEFAULT_MARGIN, limit);
  }

  /** The latency with one quantile and a limit. */
  public static Distribution latency(String name, double quantile, double margin, Duration limit) {
    Expect.positive("a limit of " + name, limit, "500ms");
    return latency(name, List.of(new QuantileGate(quantile, margin, limit.toNanos() / 1e6)));
  }

  public Distribution with(Influence other) {
    return new Distribution(name, other, histogram, gates, tolerance, compare);
  }

  public Distribution withTolerance(double other) {
    return new Distribution(name, influence, histogram, gates, other, compare);
  }

  public Distribution with(Compare other) {
    return new Distribution(name, influence, histogram, gates, tolerance, other);
  }

  /** Whether it is the latency of requests, in milliseconds. */
  public boolean isLatency() {
    return histogram.equals(Counts.LATENCY);
  }

  /** Of the values; empty if unknown. */
  public String unit() {
    return isLatency() ? "ms" : "";
  }

  /** The value with its unit, as in "312 ms". */
  public String text(double value) {
    String number = Wording.format(value < 10 ? "%.2f" : "%.0f", value);
    return isLatency() ? number + " " + unit() : number;
  }

  /** The alternatives that the rollback test bets on. */
  public Alternatives alternatives(Rules rules) {
    return compare == Compare.QUANTILES
        ? new QuantileAlternatives(gates.stream().map(QuantileGate::quantile).toList())
        : rules.shape();
  }

  /** The counts by bin in a report. */
  BinCounts count(Counts counts) {
    return counts.histogram(histogram);
  }

  @Override
  public Moments values(Counts counts) {
    return Moments.of(count(counts));
  }

  @Override
  public Scale scale() {
    return Scale.VALUE;
  }

  @Override
  public List<AbsoluteLimit> limits() {
    return gates.stream().filter(QuantileGate::hasLimit).map(this::limit).toList();
  }

  private AbsoluteLimit limit(QuantileGate gate) {
    return new AbsoluteLimit(
        1 - gate.quantile(),
        "above " + text(gate.limit()),
        counts -> tally(count(counts), gate.limitBin()));
  }

  private static Tally tally(BinCounts bins, int lastGoodBin) {
    return new Tally(bins.totalAbove(lastGoodBin), bins.total());
  }
}
