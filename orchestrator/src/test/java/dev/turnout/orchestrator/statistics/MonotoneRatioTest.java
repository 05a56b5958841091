package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MonotoneRatioTest {
  @Test
  void shouldPoolWhatDecreases() {
    assertThat(MonotoneRatio.increasing(new double[] {1, 3, 2, 4}, new double[] {1, 1, 1, 1}))
        .containsExactly(1, 2.5, 2.5, 4);
    assertThat(MonotoneRatio.increasing(new double[] {3, 2, 1}, new double[] {1, 2, 3}))
        .containsExactly(new double[] {5.0 / 3, 5.0 / 3, 5.0 / 3}, within(1e-15));
  }

  @Property(tries = 500, seed = "1")
  void shouldStayADistributionWithARatioThatDoesNotDecrease(
      @ForAll @IntRange(min = 1, max = 14) int categories, @ForAll long seed) {
    // given
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = distribution(categories, random);
    double[] b = distribution(categories, random);

    // when
    double[] monotone = MonotoneRatio.of(a, b);

    // then
    assertThat(Arrays.stream(monotone).sum()).isCloseTo(1, within(1e-12));
    for (int j = 1; j < categories; j++) {
      assertThat(monotone[j] / b[j])
          .isGreaterThanOrEqualTo(monotone[j - 1] / b[j - 1] * (1 - 1e-12));
    }
  }

  private static double[] distribution(int categories, SplittableRandom random) {
    double[] weights =
        random.doubles(categories).map(weight -> Math.pow(10, -5 * weight)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
