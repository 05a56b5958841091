package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Arrays must say what sorted maps say. */
class BinCountsTest {
  @Property
  void shouldHoldWhatItWasGiven(@ForAll("counts") SortedMap<Integer, Long> map) {
    BinCounts bins = BinCounts.of(map);

    assertThat(bins.byBin()).isEqualTo(map);
    assertThat(bins.isEmpty()).isEqualTo(map.isEmpty());
    assertThat(bins.total()).isEqualTo(sum(map));
    assertThat(bins).isEqualTo(BinCounts.of(bins.byBin())).hasToString(map.toString());
  }

  @Property
  void shouldSumUpAboveABin(@ForAll("counts") SortedMap<Integer, Long> map) {
    BinCounts bins = BinCounts.of(map);

    for (int bin = -21; bin <= 21; bin++) {
      assertThat(bins.totalAbove(bin)).isEqualTo(sum(map.tailMap(bin + 1)));
    }
  }

  @Property
  void shouldGrowByWhatCameSince(
      @ForAll("counts") SortedMap<Integer, Long> before,
      @ForAll("counts") SortedMap<Integer, Long> after) {
    // when
    BinCounts grown = BinCounts.of(after).grownFrom(BinCounts.of(before));

    // then
    SortedMap<Integer, Long> expected = new TreeMap<>();
    after.forEach((bin, count) -> expected.put(bin, count - before.getOrDefault(bin, 0L)));
    expected.values().removeIf(more -> more <= 0);
    assertThat(grown.byBin()).isEqualTo(expected);
  }

  @Property
  void shouldAgeAndAddAsAMapWould(
      @ForAll("counts") SortedMap<Integer, Long> first,
      @ForAll("counts") SortedMap<Integer, Long> second) {
    // when
    BinWeights begun = BinWeights.NONE.aged(1, 0, BinCounts.of(first));
    BinWeights sums = begun.aged(0.3, 0.5, BinCounts.of(second));

    // then
    SortedMap<Integer, Double> expected = new TreeMap<>();
    first.forEach((bin, count) -> expected.put(bin, count * 0.3));
    expected.values().removeIf(weight -> weight <= 0.5);
    assertThat(begun.aged(0.3, 0.5, BinCounts.NONE).byBin()).isEqualTo(expected);
    second.forEach((bin, count) -> expected.merge(bin, (double) count, Double::sum));
    assertThat(sums.byBin()).isEqualTo(expected);
    assertThat(sums).isEqualTo(BinWeights.of(expected)).hasToString(expected.toString());
  }

  @Property
  void shouldAddUpInAHistogramAsAMapDoes(
      @ForAll("counts") SortedMap<Integer, Long> first,
      @ForAll("counts") SortedMap<Integer, Long> second) {
    // given
    Histogram expected = Histogram.empty();
    expected.add(first);
    expected.add(second);

    // when
    Histogram counted = Histogram.empty();
    counted.add(BinCounts.of(first));
    counted.add(BinCounts.of(second));
    Histogram weighed = Histogram.empty();
    weighed.add(BinWeights.NONE.aged(1, 0, BinCounts.of(first)).aged(1, 0, BinCounts.of(second)));

    // then
    assertThat(counted.state()).isEqualTo(expected.state());
    assertThat(weighed.state()).isEqualTo(expected.state());
  }

  @Example
  void shouldRefuseANegativeCount() {
    assertThatThrownBy(() -> BinCounts.of(Map.of(3, -1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected counts in bin 3 of at least 0, but got -1 (write 0)");
  }

  @Example
  void shouldRefuseBinsOutOfOrder() {
    // given
    BinCounts.Builder builder = new BinCounts.Builder(0);
    builder.add(3, 1);

    // when, then
    assertThat(builder.addNext(3, 1)).isFalse();
    assertThatThrownBy(() -> builder.add(3, 1)).hasMessage("Expected a bin above 3, but got 3");
  }

  @Provide
  Arbitrary<SortedMap<Integer, Long>> counts() {
    return Arbitraries.maps(
            Arbitraries.integers().between(-20, 20), Arbitraries.longs().between(0, 5))
        .ofMaxSize(30)
        .map(TreeMap::new);
  }

  private static long sum(SortedMap<Integer, Long> map) {
    return map.values().stream().mapToLong(Long::longValue).sum();
  }
}
