package dev.turnout.bench.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChanceTest {
  private static final int DRAWS = 200_000;

  private final Chance chance = new Chance(7);

  @ParameterizedTest
  @ValueSource(doubles = {0.003, 0.7, 9.9, 10.1, 40, 900, 1e6})
  void shouldDrawPoissonNumbersOfTheRightMeanAndVariance(double mean) {
    assertMoments(() -> chance.poisson(mean), mean, mean);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.3",
    "20, 0.02",
    "1000, 0.001",
    "1000, 0.05",
    "100, 0.5",
    "50, 0.97",
    "900000, 0.001",
    "540000, 0.3"
  })
  void shouldDrawBinomialNumbersOfTheRightMeanAndVariance(long n, double p) {
    assertMoments(() -> chance.binomial(n, p), n * p, n * p * (1 - p));
  }

  @Test
  void shouldHitEachCountAsOftenAsThePoissonDistributionSays() {
    // given
    double mean = 12;
    int[] seen = new int[60];

    // when
    for (int i = 0; i < DRAWS; i++) {
      seen[(int) Math.min(59, chance.poisson(mean))]++;
    }

    // then
    double expected = Math.exp(-mean);
    for (int k = 0; k < 30; k++) {
      assertThat(seen[k] / (double) DRAWS).as("k=%s", k).isCloseTo(expected, within(0.0035));
      expected *= mean / (k + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 700_000})
  void shouldSpreadObservationsOverCategoriesByTheirShares(long each) {
    // given
    var categories = new Categories(new double[] {1, 0, 6, 2.5, 0.5});
    long[] counts = new long[5];
    long total = 0;

    // when
    while (total < 2_000_000) {
      categories.draw(chance, each, (category, count) -> counts[category] += count);
      total += each;
    }

    // then
    double[] expected = {.1, 0, .6, .25, .05};
    for (int i = 0; i < counts.length; i++) {
      assertThat(counts[i] / (double) total).isCloseTo(expected[i], within(0.0015));
    }
    assertThat(counts[0] + counts[1] + counts[2] + counts[3] + counts[4]).isEqualTo(total);
  }

  @Test
  void shouldForgetADriftOverItsCorrelationTime() {
    // given
    var drift = new Drift(chance, 60);
    double squares = 0;
    double products = 0;

    // when
    for (int i = 0; i < DRAWS; i++) {
      double before = drift.value();
      drift.advance(30);
      squares += before * before;
      products += before * drift.value();
    }

    // then
    assertThat(squares / DRAWS).isCloseTo(1, within(0.03));
    assertThat(products / DRAWS).isCloseTo(Math.exp(-0.5), within(0.03));
  }

  @Test
  void shouldRepeatItselfWithTheSameSeed() {
    var one = new Chance(42);
    var other = new Chance(42);
    for (int i = 0; i < 100; i++) {
      assertThat(one.poisson(20)).isEqualTo(other.poisson(20));
      assertThat(one.normal()).isEqualTo(other.normal());
    }
  }

  private static void assertMoments(LongSupplier draw, double mean, double variance) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double distance = draw.getAsLong() - mean;
      sum += distance;
      squares += distance * distance;
    }
    double error = Math.sqrt(variance / DRAWS);
    assertThat(sum / DRAWS).as("mean").isCloseTo(0, within(4.5 * error));
    // Of a squared distance the variance is about 2 v^2 + v.
    double errorOfVariance = Math.sqrt((2 * variance * variance + variance) / DRAWS);
    assertThat(squares / DRAWS).as("variance").isCloseTo(variance, within(4.5 * errorOfVariance));
  }
}
