package dev.turnout.bridge.ledger;

import dev.turnout.events.HistogramBin;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cumulative histogram with the bins of all reports, filled from buckets. Each value of a bucket
 * is put somewhere into that bucket, so that no value is moved further than its bucket is wide and
 * one bin (2 %); values beyond all buckets go into the highest bin. The places follow the golden
 * ratio, which fills a bucket evenly whatever comes together, and depend on nothing but how many
 * values there are already.
 */
final class Bins {
  private static final double GOLDEN = (StrictMath.sqrt(5) - 1) / 2;

  /** More values of one bucket at once are put in by the share of each place. */
  private static final int PLACES = 1024;

  private final SortedMap<Integer, Long> bins = new TreeMap<>();
  private long filled;

  Bins() {}

  Bins(Map<Integer, Long> known) {
    known.forEach(this::add);
  }

  void add(Amounts added, double scale) {
    added.buckets().forEach((bucket, many) -> add(added.shape(), bucket, many, scale));
  }

  boolean isEmpty() {
    return bins.isEmpty();
  }

  List<HistogramBin> toList() {
    return bins.entrySet().stream()
        .map(bin -> new HistogramBin(bin.getKey(), bin.getValue()))
        .toList();
  }

  Map<Integer, Long> toMap() {
    return new TreeMap<>(bins);
  }

  private void add(Shape shape, int bucket, long many, double scale) {
    long before = filled;
    int places = (int) Math.min(many, PLACES);
    for (int place = 0; place < places; place++) {
      long here = many / places + (place < many % places ? 1 : 0);
      double turns = (before + place + 1) % (1L << 40) * GOLDEN;
      add(LatencyBins.binOf(shape.at(bucket, 1 - (turns - Math.floor(turns))) * scale), here);
    }
  }

  private void add(int bin, long many) {
    bins.merge(bin, many, Long::sum);
    filled += many;
  }
}
