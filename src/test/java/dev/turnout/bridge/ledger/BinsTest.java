package dev.turnout.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.HistogramBin;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BinsTest {
  /** The bound that the documents state: no further than the bucket is wide, and one bin. */
  @Property(tries = 300, seed = "1")
  void shouldMoveNoValueFurtherThanItsExponentialBucketAndOneBin(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0.01, max = 10_000) Double> values,
      @ForAll @IntRange(min = 0, max = 20) int scale) {
    // given
    List<Double> sorted = values.stream().sorted().toList();

    // when
    Bins bins = new Bins();
    bins.add(exponential(values, scale).comparable(), 1);

    // then
    double width = Math.pow(2, Math.pow(2, -Math.min(scale, Amounts.FINEST_SCALE)));
    double bound = width * LatencyBins.GROWTH * (1 + 1e-9);
    List<Double> placed = edges(bins);
    assertThat(placed).hasSameSizeAs(sorted);
    for (int i = 0; i < sorted.size(); i++) {
      assertThat(placed.get(i) / sorted.get(i)).isBetween(1 / bound, bound);
    }
  }

  @Property(tries = 300, seed = "1")
  void shouldKeepEveryValueInItsExplicitBucketButForOneBin(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0.01, max = 100) Double> values) {
    // given
    List<Double> bounds = List.of(0.5, 1.0, 2.5, 5.0, 25.0, 100.0);
    List<Double> sorted = values.stream().sorted().toList();

    // when
    Bins bins = new Bins();
    bins.add(explicit(values, bounds), 1);

    // then
    List<Double> placed = edges(bins);
    for (int i = 0; i < sorted.size(); i++) {
      double value = sorted.get(i);
      double upper = bounds.stream().filter(b -> b >= value).findFirst().orElseThrow();
      double lower = bounds.stream().filter(b -> b < value).reduce(0.0, (a, b) -> b);
      assertThat(placed.get(i)).isBetween(lower, upper * LatencyBins.GROWTH);
    }
  }

  @Test
  void shouldSpreadABucketEvenlyWhateverComesTogether() {
    // given
    Bins together = new Bins();
    Bins apart = new Bins();

    // when
    together.add(bucket(10_000), 1);
    for (int i = 0; i < 1000; i++) {
      apart.add(bucket(10), 1);
    }

    // then
    assertThat(below(together, 75)).isBetween(4_600L, 5_200L);
    assertThat(below(apart, 75)).isBetween(4_600L, 5_200L);
  }

  @Test
  void shouldTakeWhatIsBeyondAllBucketsForTheSlowest() {
    // given
    Bins bins = new Bins();

    // when
    bins.add(explicit(List.of(7.0), List.of(1.0, 5.0)), 1);

    // then
    assertThat(bins.toList()).containsExactly(new HistogramBin(LatencyBins.LAST, 1L));
  }

  private static long below(Bins bins, double value) {
    return bins.toMap().entrySet().stream()
        .filter(bin -> LatencyBins.upperEdgeMillis(bin.getKey()) <= value)
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  private static Amounts bucket(long many) {
    return new Amounts(
        many,
        0,
        new Shape.Explicit(List.of(50.0, 100.0)),
        new TreeMap<>(java.util.Map.of(1, many)));
  }

  private static Amounts exponential(List<Double> values, int scale) {
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    for (double value : values) {
      int index = (int) Math.ceil(Math.log(value) / Math.log(2) * Math.pow(2, scale)) - 1;
      buckets.merge(index, 1L, Long::sum);
    }
    return new Amounts(values.size(), 0, new Shape.Exponential(scale), buckets);
  }

  private static Amounts explicit(List<Double> values, List<Double> bounds) {
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    for (double value : values) {
      int bucket = (int) bounds.stream().filter(bound -> bound < value).count();
      buckets.merge(bucket, 1L, Long::sum);
    }
    return new Amounts(values.size(), 0, new Shape.Explicit(bounds), buckets);
  }

  /** Upper edges of the bins, each as often as it has values, in order. */
  private static List<Double> edges(Bins bins) {
    return bins.toMap().entrySet().stream()
        .flatMap(
            bin ->
                Collections.nCopies(
                    Math.toIntExact(bin.getValue()), LatencyBins.upperEdgeMillis(bin.getKey()))
                    .stream())
        .toList();
  }
}
