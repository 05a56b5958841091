package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class HistogramTest {
  @Property(tries = 300, seed = "1")
  void shouldBeTheSameHoweverTheCountsCameIn(
      @ForAll("reports") List<SortedMap<Integer, Long>> reports, @ForAll long seed) {
    // given
    List<SortedMap<Integer, Long>> shuffled = new ArrayList<>(reports);
    Collections.shuffle(shuffled, new Random(seed));

    // when
    Histogram one = histogram(reports);
    Histogram other = histogram(shuffled);

    // then
    assertThat(other.state()).isEqualTo(one.state());
    assertThat(other.total()).isEqualTo(one.total());
  }

  @Property(tries = 300, seed = "1")
  void shouldGoOnExactlyAsIfItHadNotBeenStored(
      @ForAll("reports") List<SortedMap<Integer, Long>> before,
      @ForAll("reports") List<SortedMap<Integer, Long>> after,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1) double kept) {
    // given
    Histogram live = histogram(before);
    live.scale(kept);
    Histogram restored = Histogram.restore(live.state());

    // when
    after.forEach(live::add);
    after.forEach(restored::add);
    live.scale(kept);
    restored.scale(kept);

    // then
    assertThat(restored.state()).isEqualTo(live.state());
    assertThat(Double.doubleToLongBits(restored.total()))
        .isEqualTo(Double.doubleToLongBits(live.total()));
  }

  @Property(tries = 300, seed = "1")
  void shouldCountAboveABinWhatItsCategoriesCount(
      @ForAll("reports") List<SortedMap<Integer, Long>> reports,
      @ForAll @IntRange(min = -60, max = 420) int cut,
      @ForAll @IntRange(min = -30, max = 30) int shift) {
    Histogram histogram = histogram(reports);

    double[] categories = histogram.categories(new int[] {cut}, shift);

    assertThat(categories[1]).isEqualTo(histogram.above(cut - shift));
    assertThat(categories[0] + categories[1]).isEqualTo(histogram.total());
  }

  @Property(tries = 300, seed = "1")
  void shouldPutEachDelayedBinIntoItsCategory(
      @ForAll("reports") List<SortedMap<Integer, Long>> reports,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 5_000) double delay) {
    // given
    int[] cuts = {-20, 0, 3, 150, 300, 390, 500};
    Histogram histogram = histogram(reports);
    double[] expected = new double[cuts.length + 1];
    Bins bins = histogram.state();
    for (int i = 0; i < bins.counts().size(); i++) {
      int bin = bins.first() + i;
      int moved = Math.max(bin, LatencyBins.binOf(LatencyBins.middleMillis(bin) + delay));
      int category = 0;
      while (category < cuts.length && moved > cuts[category]) {
        category++;
      }
      expected[category] += bins.counts().get(i);
    }

    // when
    double[] delayed = histogram.categoriesDelayed(cuts, delay);

    // then
    assertThat(delayed).containsExactly(expected);
  }

  @Property(tries = 300, seed = "1")
  void shouldFindTheSmallestBinOfAQuantile(
      @ForAll("reports") List<SortedMap<Integer, Long>> reports,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 0.999) double quantile) {
    Histogram histogram = histogram(reports);
    assumeThat(histogram.total()).isPositive();

    int bin = histogram.quantileBin(quantile);

    double total = histogram.total();
    assertThat(total - histogram.above(bin)).isGreaterThanOrEqualTo(quantile * total);
    assertThat(total - histogram.above(bin - 1)).isLessThan(quantile * total);
  }

  private static Histogram histogram(List<SortedMap<Integer, Long>> reports) {
    Histogram histogram = Histogram.empty();
    reports.forEach(histogram::add);
    return histogram;
  }

  @Provide
  Arbitrary<List<SortedMap<Integer, Long>>> reports() {
    Arbitrary<Map<Integer, Long>> bins =
        Arbitraries.maps(
                Arbitraries.integers().between(-50, 400), Arbitraries.longs().between(1, 1000))
            .ofMaxSize(8);
    return bins.map(map -> (SortedMap<Integer, Long>) new TreeMap<>(map)).list().ofMaxSize(6);
  }
}
