package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BroadAlternativesTest {
  private static final double ROUNDING = 1e-9;
  private static final int SHIFTS = 5;

  private final BroadAlternatives alternatives = new BroadAlternatives();

  @Test
  void shouldWeighEachAlternativeOnce() {
    double[] weights = alternatives.weights();

    CategoricalBets bets = alternatives.around(histogram(new SplittableRandom(1), 200));
    assertThat(weights).hasSameSizeAs(bets.worse()).hasSize(25);
    assertThat(Arrays.stream(weights).sum()).isEqualTo(1, within(ROUNDING));
    assertThat(bets.cuts()).hasSizeLessThanOrEqualTo(15);
  }

  @Property(tries = 500, seed = "1")
  void shouldBetOnDistributionsWhoseRatioNeverFalls(
      @ForAll @IntRange(min = 1, max = 300) int bins, @ForAll long seed) {
    // given any baseline: one bin, gaps, several peaks
    Histogram usual = histogram(new SplittableRandom(seed), bins);

    // when
    CategoricalBets bets = alternatives.around(usual);

    // then
    double[] b = bets.usual();
    assertThat(Arrays.stream(b).sum()).isEqualTo(1, within(ROUNDING));
    for (double[] a : bets.worse()) {
      assertThat(Arrays.stream(a).sum()).isEqualTo(1, within(ROUNDING));
      assertThat(a[0]).isPositive();
      for (int j = 1; j < a.length; j++) {
        assertThat(a[j] / b[j]).isGreaterThanOrEqualTo(a[j - 1] / b[j - 1] - ROUNDING);
      }
    }
  }

  /** Exact enumeration: the mean of every alternative's e-value is at most 1. */
  @Property(tries = 300, seed = "1")
  void shouldNotGrowWhileTheCandidateIsNotSlower(
      @ForAll @IntRange(max = 3) int nC, @ForAll @IntRange(max = 4) int nB, @ForAll long seed) {
    // given a baseline of few bins before, any baseline now, and a candidate that is not slower
    SplittableRandom random = new SplittableRandom(seed);
    CategoricalBets bets = alternatives.around(histogram(random, 3));
    double[] pB = distribution(random, bets.usual().length);
    double[] pC = notSlower(random, pB);

    // when
    double[] mean = new double[bets.worse().size()];
    int categories = pB.length;
    forEachCount(
        nC,
        pC,
        (candidate, chanceC) ->
            forEachCount(
                nB,
                pB,
                (baseline, chanceB) -> {
                  double[] logE = bets.logE(candidate, baseline);
                  for (int i = 0; i < mean.length; i++) {
                    mean[i] += chanceC * chanceB * Math.exp(logE[i]);
                  }
                }));

    // then
    assertThat(categories).isBetween(2, 4);
    assertThat(Arrays.stream(mean).max().orElseThrow()).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Test
  void shouldDelayEveryRequestByAPartOfTheMedian() {
    // given latencies around 100 ms
    Histogram usual = Histogram.empty();
    TreeMap<Integer, Double> counts = new TreeMap<>();
    for (int bin = 150; bin <= 310; bin++) {
      counts.put(bin, 1e5 * Math.exp(-Math.pow((bin - 230) / 25.0, 2) / 2));
    }
    usual.add(counts);
    double growth = 1.01 / 0.99;
    double median = Math.pow(growth, 230 - 0.5);

    // when
    CategoricalBets bets = alternatives.around(usual);

    // then the first delay is 5 % of the median for each of them
    double[] expected = new double[bets.usual().length];
    counts.forEach(
        (bin, count) -> {
          double delayed = Math.pow(growth, bin - 0.5) + 0.05 * median;
          int to = (int) Math.ceil(Math.log(delayed) / Math.log(growth));
          int category = (int) Arrays.stream(bets.cuts()).filter(cut -> to > cut).count();
          expected[category] += count;
        });
    double total = usual.total() + 0.5 * expected.length;
    double[] smoothed = Arrays.stream(expected).map(count -> (count + 0.5) / total).toArray();
    assertThat(bets.worse().get(SHIFTS))
        .containsExactly(MonotoneRatio.of(smoothed, bets.usual()), within(1e-9));
  }

  private static Histogram histogram(SplittableRandom random, int bins) {
    SortedMap<Integer, Double> counts = new TreeMap<>();
    int bin = random.nextInt(-100, 300);
    for (int i = 0; i < bins; i++) {
      counts.put(bin, Math.pow(10, random.nextDouble(-3, 4)));
      bin += random.nextInt(20) == 0 ? random.nextInt(1, 60) : 1;
    }
    Histogram histogram = Histogram.empty();
    histogram.add(counts);
    return histogram;
  }

  private static double[] distribution(SplittableRandom random, int categories) {
    double[] p = new double[categories];
    double sum = 0;
    for (int j = 0; j < categories; j++) {
      p[j] = Math.pow(random.nextDouble(), 4);
      sum += p[j];
    }
    for (int j = 0; j < categories; j++) {
      p[j] /= sum;
    }
    return p;
  }

  /** Some of what is in a category moves down by one; half of the time nothing does. */
  private static double[] notSlower(SplittableRandom random, double[] p) {
    double[] faster = p.clone();
    for (int j = 1; j < p.length && random.nextBoolean(); j++) {
      double moved = faster[j] * random.nextDouble();
      faster[j] -= moved;
      faster[j - 1] += moved;
    }
    return faster;
  }

  private interface Outcome {
    void take(double[] counts, double chance);
  }

  private static void forEachCount(int n, double[] p, Outcome outcome) {
    draw(n, p, new double[p.length], 1, outcome);
  }

  /** One request after the other: each order of the same counts is an outcome of its own. */
  private static void draw(int left, double[] p, double[] counts, double chance, Outcome outcome) {
    if (left == 0) {
      outcome.take(counts, chance);
      return;
    }
    for (int j = 0; j < p.length; j++) {
      counts[j]++;
      draw(left - 1, p, counts, chance * p[j], outcome);
      counts[j]--;
    }
  }
}
