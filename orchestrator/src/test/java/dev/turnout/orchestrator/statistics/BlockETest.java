package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** Exact enumeration: under each null the mean of the e-value is at most 1. */
class BlockETest {
  private static final double ROUNDING = 1e-9;

  @Property(tries = 2000, seed = "1")
  void shouldNotGrowUnderTheNullOfARollback(
      @ForAll @IntRange(max = 5) int nC, @ForAll @IntRange(max = 9) int nB, @ForAll long seed) {
    // given an alternative in which the candidate is worse, and a world in which it is not
    SplittableRandom random = new SplittableRandom(seed);
    double b = rate(random);
    double a = b + random.nextDouble() * (0.999999 - b);
    double pB = rate(random);
    double pC = random.nextBoolean() ? pB : pB * random.nextDouble();

    // when
    double mean = mean(nC, pC, nB, pB, (kC, kB) -> BlockE.twoSample(kC, kB, a, b));

    // then
    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 2000, seed = "1")
  void shouldNotGrowUnderTheNullOfABetterCandidate(
      @ForAll @IntRange(max = 5) int nC, @ForAll @IntRange(max = 9) int nB, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double b = rate(random);
    double a = b * (0.000001 + 0.99 * random.nextDouble());
    double pB = rate(random);
    double pC = random.nextBoolean() ? pB : pB + random.nextDouble() * (1 - pB);

    double mean = mean(nC, pC, nB, pB, (kC, kB) -> BlockE.twoSample(kC, kB, a, b));

    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 2000, seed = "1")
  void shouldNotGrowIfTheCandidateIsWorseByTheMargin(
      @ForAll @IntRange(max = 5) int nC,
      @ForAll @IntRange(max = 9) int nB,
      @ForAll @Scale(6) @DoubleRange(min = 0.0005, max = 0.4) double margin,
      @ForAll long seed) {
    // given any alternative, and a world in which the candidate is worse by the margin or more
    SplittableRandom random = new SplittableRandom(seed);
    double b = rate(random);
    double a = rate(random);
    double pB = random.nextDouble() * (1 - margin);
    double pC =
        random.nextBoolean() ? pB + margin : pB + margin + random.nextDouble() * (1 - margin - pB);

    double mean = mean(nC, pC, nB, pB, (kC, kB) -> BlockE.notWorseBy(margin, kC, kB, a, b));

    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 2000, seed = "1")
  void shouldNotGrowIfTheCandidateIsWithinTheTolerance(
      @ForAll @IntRange(max = 5) int nC,
      @ForAll @IntRange(max = 9) int nB,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.4) double tolerance,
      @ForAll long seed) {
    // given any alternative, and a world in which the candidate is at most so much worse
    SplittableRandom random = new SplittableRandom(seed);
    double b = rate(random);
    double a = b + random.nextDouble() * (0.999999 - b);
    double pB = random.nextDouble() * (1 - tolerance);
    double most = pB + tolerance;
    double pC = random.nextBoolean() ? most : most * random.nextDouble();

    double mean = mean(nC, pC, nB, pB, (kC, kB) -> BlockE.worseBy(tolerance, kC, kB, a, b));

    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 2000, seed = "1")
  void shouldNotGrowIfTheCandidateIsWorseByTheRatio(
      @ForAll @IntRange(min = 1, max = 5) int nC,
      @ForAll @IntRange(min = 1, max = 9) int nB,
      @ForAll @DoubleRange(min = 1, max = 4) double ratio,
      @ForAll long seed) {
    // given an alternative below the ratio, and a world at it or above
    SplittableRandom random = new SplittableRandom(seed);
    double b = rate(random);
    double a = Math.min(b * ratio, 1) * (0.000001 + 0.99 * random.nextDouble());
    double pB = random.nextDouble() / ratio;
    double pC =
        random.nextBoolean() ? pB * ratio : pB * ratio + random.nextDouble() * (1 - pB * ratio);
    double pB0 = NullProjection.ratio(nC, nB, a, b, ratio);

    double mean =
        mean(
            nC,
            pC,
            nB,
            pB,
            (kC, kB) -> BlockE.oneSample(kC, a, ratio * pB0) + BlockE.oneSample(kB, b, pB0));

    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 2000, seed = "1")
  void shouldNotGrowIfOneArmKeepsItsLimit(@ForAll @IntRange(max = 9) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double limit = rate(random);
    double a = limit + random.nextDouble() * (0.999999 - limit);
    double p = random.nextBoolean() ? limit : limit * random.nextDouble();

    double mean = mean(n, p, 0, 0.5, (k, none) -> BlockE.oneSample(k, a, limit));

    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  /** Mirrored traffic: the same requests, with outcomes that go together, count in both arms. */
  @Property(tries = 2000, seed = "1")
  void shouldNotGrowIfTheSameRequestsReachBothArms(
      @ForAll @IntRange(max = 4) int mirrored,
      @ForAll @IntRange(max = 5) int more,
      @ForAll long seed) {
    // given a candidate that fails on the requests on which the baseline fails, or on fewer of them
    SplittableRandom random = new SplittableRandom(seed);
    double b = rate(random);
    double a = b + random.nextDouble() * (0.999999 - b);
    double p = rate(random);
    double alsoFails = random.nextBoolean() ? 1 : random.nextDouble();

    // when
    double mean = 0;
    for (int failed = 0; failed <= mirrored; failed++) {
      for (int kC = 0; kC <= failed; kC++) {
        for (int others = 0; others <= more; others++) {
          double chance =
              binomial(mirrored, failed, p)
                  * binomial(failed, kC, alsoFails)
                  * binomial(more, others, p);
          Tally candidate = new Tally(kC, mirrored);
          Tally baseline = new Tally(failed + others, mirrored + more);
          mean += chance * Math.exp(BlockE.twoSample(candidate, baseline, a, b));
        }
      }
    }

    // then
    assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 500, seed = "1")
  void shouldSayNothingIfAnArmIsEmpty(
      @ForAll @LongRange(max = 1000) long n, @ForAll boolean candidateIsEmpty, @ForAll long seed) {
    // given
    SplittableRandom random = new SplittableRandom(seed);
    Tally some = new Tally(Math.floor(random.nextDouble() * (n + 1)), n);
    Tally candidate = candidateIsEmpty ? Tally.EMPTY : some;
    Tally baseline = candidateIsEmpty ? some : Tally.EMPTY;
    double a = rate(random);
    double b = rate(random);

    // when
    double rollback = BlockE.twoSample(candidate, baseline, a, b);
    double promote = BlockE.notWorseBy(0.01, candidate, baseline, a, b);

    // then
    assertThat(rollback).isZero();
    assertThat(promote).isZero();
  }

  private static double rate(SplittableRandom random) {
    // Rare events matter most, and both ends are where the formulas could break.
    double rate =
        random.nextBoolean() ? Math.pow(10, -6 * random.nextDouble()) : random.nextDouble();
    return Math.min(Math.max(rate, 1e-6), 1 - 1e-6);
  }

  private static double mean(
      int nC, double pC, int nB, double pB, ToDoubleBiFunction<Tally, Tally> logE) {
    double mean = 0;
    for (int kC = 0; kC <= nC; kC++) {
      for (int kB = 0; kB <= nB; kB++) {
        double chance = binomial(nC, kC, pC) * binomial(nB, kB, pB);
        if (chance > 0) {
          mean += chance * Math.exp(logE.applyAsDouble(new Tally(kC, nC), new Tally(kB, nB)));
        }
      }
    }
    return mean;
  }

  private static double binomial(int n, int k, double p) {
    double ways = 1;
    for (int i = 0; i < k; i++) {
      ways = ways * (n - i) / (i + 1);
    }
    return ways * Math.pow(p, k) * Math.pow(1 - p, n - k);
  }
}
