package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** Confidence sequences of rates and quantiles at their corners, and the formula below them. */
class IntervalTest {

  @Example
  void shouldKnowNothingWithoutOutcomes() {
    assertThat(RateInterval.of(Tally.EMPTY, 0.05)).isEqualTo(new RateInterval(0, 0, 1));
  }

  @Example
  void shouldReachTheCorners() {
    RateInterval none = RateInterval.of(new Tally(0, 500), 0.05);
    RateInterval all = RateInterval.of(new Tally(500, 500), 0.05);

    assertThat(none.low()).isZero();
    assertThat(none.high()).isBetween(0.005, 0.05);
    assertThat(all.high()).isEqualTo(1);
    assertThat(all.low()).isCloseTo(1 - none.high(), Offset.offset(1e-12));
  }

  @Property(tries = 200, seed = "1")
  void shouldHoldTheRateAndShrinkWithMoreOutcomes(
      @ForAll @DoubleRange(min = 0, max = 1) double rate,
      @ForAll @DoubleRange(min = 0.1, max = 1e9) double total) {
    RateInterval interval = RateInterval.of(new Tally(rate * total, total), 0.05);
    RateInterval more = RateInterval.of(new Tally(rate * total * 2, total * 2), 0.05);

    assertThat(interval.rate()).isBetween(interval.low(), interval.high());
    assertThat(more.high() - more.low()).isLessThan(interval.high() - interval.low() + 1e-12);
  }

  @Example
  void shouldMissTheTrueRateRarelyHoweverOftenOneLooks() {
    int runs = 400;
    int missed = 0;
    for (int run = 0; run < runs; run++) {
      missed += missesEver(new SplittableRandom(run), 0.02, 400) ? 1 : 0;
    }

    // 5 % at most, and three standard errors.
    assertThat(missed).isLessThan(runs * 5 / 100 + 13);
  }

  @Example
  void shouldFollowTheGammaFunction() {
    // Gamma(1) = 1, Gamma(1/2) = sqrt(pi), Gamma(n + 1) = n!
    assertThat(logGamma(1)).isCloseTo(0, Offset.offset(1e-15));
    assertThat(logGamma(0.5)).isCloseTo(0.5 * StrictMath.log(Math.PI), Offset.offset(1e-15));
    BigDecimal factorial = BigDecimal.ONE;
    for (int n = 1; n <= 60; n++) {
      factorial = factorial.multiply(BigDecimal.valueOf(n), MathContext.DECIMAL128);
      double expected = StrictMath.log(factorial.doubleValue());
      assertThat(logGamma(n + 1)).isCloseTo(expected, Offset.offset(1e-14 * (1 + expected)));
    }
  }

  @Property(seed = "1")
  void shouldHoldTheQuantileBetweenEdgesOfBins(
      @ForAll @IntRange(min = 1, max = 5000) int observations, @ForAll long seed) {
    SortedMap<Integer, Double> bins = bins(observations, seed);

    QuantileInterval interval = QuantileInterval.of(dense(bins), 0.9, 0.05);

    assertThat(interval.estimate()).isGreaterThan(interval.low());
    assertThat(interval.high()).isGreaterThanOrEqualTo(interval.estimate());
    assertThat(interval.low()).isIn(edges(bins, -1, 0));
    assertThat(interval.high()).isIn(edges(bins, 0, Double.POSITIVE_INFINITY));
  }

  @Example
  void shouldSnapOutwardToTheEdgesOfTheBins() {
    // given levels of 0.452 and 0.548 for the median of 1000
    SortedMap<Integer, Integer> bins = new TreeMap<>();
    bins.put(9, 452);
    bins.put(10, 1);
    bins.put(11, 47);
    bins.put(12, 48);
    bins.put(13, 452);

    QuantileInterval interval = QuantileInterval.of(dense(bins), 0.5, 0.05);

    // then the bins in which the 453rd and the 548th observation lie are part of it
    assertThat(interval)
        .isEqualTo(
            new QuantileInterval(
                LatencyBins.upperEdgeMillis(9),
                LatencyBins.upperEdgeMillis(11),
                LatencyBins.upperEdgeMillis(12)));
  }

  @Example
  void shouldLeaveTheUpperEndOpenWhileTooLittleWasSeen() {
    assertThat(QuantileInterval.of(dense(bins(300, 1)), 0.99, 0.05).isClosed()).isFalse();
    assertThat(QuantileInterval.of(dense(bins(2000, 1)), 0.99, 0.05).isClosed()).isTrue();
  }

  @Example
  void shouldKnowNothingOfAQuantileWithoutObservations() {
    assertThat(QuantileInterval.of(Bins.NONE, 0.5, 0.05))
        .isEqualTo(new QuantileInterval(0, 0, Double.POSITIVE_INFINITY));
  }

  private static Bins dense(SortedMap<Integer, ? extends Number> bins) {
    Histogram histogram = Histogram.empty();
    histogram.add(bins);
    return histogram.state();
  }

  private static boolean missesEver(SplittableRandom random, double rate, int outcomes) {
    int bad = 0;
    for (int n = 1; n <= outcomes; n++) {
      bad += random.nextDouble() < rate ? 1 : 0;
      RateInterval interval = RateInterval.of(new Tally(bad, n), 0.05);
      if (rate < interval.low() || rate > interval.high()) {
        return true;
      }
    }
    return false;
  }

  private static double logGamma(double x) {
    return (x - 0.5) * StrictMath.log(x) - x + StirlingError.HALF_LOG_TWO_PI + StirlingError.of(x);
  }

  private static SortedMap<Integer, Double> bins(int observations, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<Integer, Double> bins = new TreeMap<>();
    for (int i = 0; i < observations; i++) {
      bins.merge(random.nextInt(200, 300), 1.0, Double::sum);
    }
    return bins;
  }

  private static Double[] edges(SortedMap<Integer, Double> bins, int shift, double end) {
    return Stream.concat(
            bins.keySet().stream().map(bin -> LatencyBins.upperEdgeMillis(bin + shift)),
            Stream.of(end))
        .toArray(Double[]::new);
  }
}
