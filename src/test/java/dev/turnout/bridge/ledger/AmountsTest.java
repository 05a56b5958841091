package dev.turnout.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void shouldTellWhatWasAddedAcrossScales() {
    // given
    Amounts before = exponential(3, Map.of(8, 2L, 9, 1L));
    Amounts after = exponential(2, Map.of(4, 5L, 5, 1L));

    // when
    Amounts added = after.since(before).orElseThrow();

    // then
    assertThat(added.buckets()).isEqualTo(Map.of(4, 2L, 5, 1L));
    assertThat(added.shape()).isEqualTo(new Shape.Exponential(2));
  }

  @Test
  void shouldJoinBucketsThatAreFinerThanAllAreKept() {
    assertThat(exponential(5, Map.of(-1, 1L, 0, 2L, 3, 3L, 4, 4L, Shape.ZERO, 7L)).comparable())
        .isEqualTo(exponential(3, Map.of(-1, 1L, 0, 5L, 1, 4L, Shape.ZERO, 7L)));
  }

  @Test
  void shouldSayThatOtherBoundsAreAnotherHistogram() {
    Amounts before = explicit(List.of(1.0, 2.0));
    Amounts after = explicit(List.of(1.0, 3.0));

    assertThat(after.since(before)).isEmpty();
  }

  private static Amounts exponential(int scale, Map<Integer, Long> buckets) {
    long count = buckets.values().stream().mapToLong(Long::longValue).sum();
    return new Amounts(count, 0, new Shape.Exponential(scale), new TreeMap<>(buckets));
  }

  private static Amounts explicit(List<Double> bounds) {
    return new Amounts(1, 0, new Shape.Explicit(bounds), new TreeMap<>(Map.of(0, 1L)));
  }
}
