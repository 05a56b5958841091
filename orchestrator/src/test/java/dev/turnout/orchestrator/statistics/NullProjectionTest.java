package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An inexact projection would void the error rates. */
class NullProjectionTest {
  private static final double EXACT = 1e-12;

  @Property(tries = 5000, seed = "1")
  void shouldSolveTheBoundaryOfADifference(
      @ForAll("sizes") double nC,
      @ForAll("sizes") double nB,
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll("margins") double margin) {
    Assume.that(a - b != margin);

    // when
    double x = NullProjection.difference(nC, nB, a, b, margin);

    // then it is between the two exact answers for an empty arm, and a Newton step would not move
    // it
    assertThat(x)
        .isPositive()
        .isLessThan(1 - margin)
        .isBetween(Math.min(b, a - margin), Math.max(b, a - margin));
    double residual =
        NullProjection.slope(nC, nB, a, b, margin, x)
            / NullProjection.curvature(nC, nB, a, b, margin, x);
    assertThat(Math.abs(residual)).isLessThan(EXACT);
  }

  @Property(tries = 5000, seed = "1")
  void shouldSolveTheBoundaryOfARatio(
      @ForAll("sizes") double nC,
      @ForAll("sizes") double nB,
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll("ratios") double ratio) {
    // when
    double x = NullProjection.ratio(nC, nB, a, b, ratio);

    // then the derivative of the divergence vanishes: a multiple of it that has no poles
    double n = nC + nB;
    double q = nC * a + nB * b;
    double s = q * (1 + ratio) + ratio * nC * (1 - a) + nB * (1 - b);
    assertThat(x).isPositive().isLessThanOrEqualTo(1 / ratio);
    assertThat(Math.abs(n * ratio * x * x - s * x + q) / n).isLessThan(EXACT);
  }

  @Provide
  Arbitrary<Double> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 100_000).map(Integer::doubleValue),
        Arbitraries.of(1.0, 0.1, 1e6));
  }

  @Provide
  Arbitrary<Double> rates() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(1e-6, 1 - 1e-6).ofScale(9),
        Arbitraries.doubles().between(-6, -0.001).ofScale(6).map(x -> Math.pow(10, x)),
        Arbitraries.of(1e-6, 1 - 1e-6, 0.5, 0.002));
  }

  @Provide
  Arbitrary<Double> margins() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-6, -0.001).ofScale(6).map(x -> Math.pow(10, x)),
        Arbitraries.of(1e-6, 0.002, 0.01, 0.5, 0.99));
  }

  @Provide
  Arbitrary<Double> ratios() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(1, 10).ofScale(6), Arbitraries.of(1.0, 1.000001, 100.0));
  }
}
