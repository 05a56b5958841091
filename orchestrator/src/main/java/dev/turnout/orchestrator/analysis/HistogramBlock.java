package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/** The histograms of both arms that came in since the last block closed. */
final class HistogramBlock {
  private final Block totals;
  private final Histogram candidate;
  private final Histogram baseline;

  private HistogramBlock(Block totals, Histogram candidate, Histogram baseline) {
    this.totals = totals;
    this.candidate = candidate;
    this.baseline = baseline;
  }

  HistogramBlock(Instant openedAt) {
    this(new Block(openedAt), Histogram.empty(), Histogram.empty());
  }

  static HistogramBlock restore(Instant openedAt, Bins candidate, Bins baseline) {
    Block totals =
        Block.restore(openedAt, new Tally(0, candidate.total()), new Tally(0, baseline.total()));
    return new HistogramBlock(totals, Histogram.restore(candidate), Histogram.restore(baseline));
  }

  void add(Arm arm, SortedMap<Integer, Long> bins) {
    Histogram histogram = arm == Arm.CANDIDATE ? candidate : baseline;
    double before = histogram.total();
    histogram.add(bins);
    totals.add(arm, new Tally(0, histogram.total() - before));
  }

  boolean closes(BlockRule rule, Instant at) {
    return totals.closes(rule, at);
  }

  boolean isEmpty() {
    return totals.isEmpty();
  }

  Duration age(Instant at) {
    return totals.age(at);
  }

  void reopen(Instant at) {
    totals.reopen(at);
    candidate.clear();
    baseline.clear();
  }

  Instant openedAt() {
    return totals.openedAt();
  }

  Histogram candidate() {
    return candidate;
  }

  Histogram baseline() {
    return baseline;
  }
}
