package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CategoricalBetsTest {
  private static final double ROUNDING = 1e-9;

  /** Exact enumeration over three categories. */
  @Property(tries = 1000, seed = "1")
  void shouldNotGrowIfTheCandidateIsStochasticallyNotLarger(
      @ForAll @IntRange(max = 3) int nC, @ForAll @IntRange(max = 5) int nB, @ForAll long seed) {
    // given a bet with a monotone ratio, and a world in which the candidate is no slower
    SplittableRandom random = new SplittableRandom(seed);
    double[] b = distribution(random);
    double[] a = MonotoneRatio.of(distribution(random), b);
    CategoricalBets bets = new CategoricalBets(new int[] {1, 2}, b, List.<double[]>of(a));
    double[] baseline = distribution(random);
    double[] candidate = movedDown(baseline, random);

    // when
    double mean = 0;
    for (double[] kC : counts(nC)) {
      for (double[] kB : counts(nB)) {
        mean += chance(kC, candidate) * chance(kB, baseline) * Math.exp(bets.logE(kC, kB)[0]);
      }
    }

    // then
    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Test
  void wouldGrowUnderTheNullIfTheRatioWereNotMonotone() {
    // given a bet that is not made monotone: the enumeration above must be able to see it
    double[] b = {.4, .3, .3};
    double[] a = {.5, .05, .45};
    CategoricalBets bets = new CategoricalBets(new int[] {1, 2}, b, List.<double[]>of(a));

    // when the candidate's middle moved down and its top did not
    double mean = 0;
    for (double[] kC : counts(3)) {
      for (double[] kB : counts(5)) {
        mean +=
            chance(kC, new double[] {.7, 0, .3}) * chance(kB, b) * Math.exp(bets.logE(kC, kB)[0]);
      }
    }

    // then
    assertThat(mean).isGreaterThan(1.01);
  }

  @Test
  void shouldSayNothingIfAnArmIsEmpty() {
    CategoricalBets bets =
        new CategoricalBets(
            new int[] {1}, new double[] {.9, .1}, List.<double[]>of(new double[] {.5, .5}));

    assertThat(bets.logE(new double[] {0, 0}, new double[] {5, 3})).containsExactly(0);
    assertThat(bets.logE(new double[] {5, 3}, new double[] {0, 0})).containsExactly(0);
  }

  private static double[] distribution(SplittableRandom random) {
    double[] weights = new double[3];
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      weights[i] = Math.pow(10, -4 * random.nextDouble());
      sum += weights[i];
    }
    for (int i = 0; i < 3; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** Some weight of each category moves to lower ones; half of the time none does. */
  private static double[] movedDown(double[] from, SplittableRandom random) {
    double[] to = from.clone();
    if (random.nextBoolean()) {
      for (int high = 2; high > 0; high--) {
        double moved = to[high] * random.nextDouble();
        to[high] -= moved;
        to[random.nextInt(high)] += moved;
      }
    }
    return to;
  }

  private static List<double[]> counts(int n) {
    List<double[]> counts = new ArrayList<>();
    for (int i = 0; i <= n; i++) {
      for (int j = 0; i + j <= n; j++) {
        counts.add(new double[] {i, j, n - i - j});
      }
    }
    return counts;
  }

  private static double chance(double[] counts, double[] p) {
    double ways = 1;
    int seen = 0;
    double chance = 1;
    for (int category = 0; category < 3; category++) {
      for (int i = 1; i <= counts[category]; i++) {
        ways = ways * ++seen / i;
      }
      chance *= Math.pow(p[category], counts[category]);
    }
    return Arrays.stream(counts).sum() == 0 ? 1 : ways * chance;
  }
}
