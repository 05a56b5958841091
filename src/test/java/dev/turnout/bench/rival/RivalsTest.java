package dev.turnout.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.bench.rival.PointRule.Point;
import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Histogram;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.LatencyModel;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Tick;
import org.junit.jupiter.api.Test;

class RivalsTest {

  @Test
  void shouldRankAsBooksDo() {
    // given: U = 25 of 25, variance 25 * 11 / 12
    double[] high = {6, 7, 8, 9, 10};
    double[] low = {1, 2, 3, 4, 5};

    // then
    assertThat(MannWhitney.z(high, low, 0))
        .isCloseTo(12 / Math.sqrt(25 * 11 / 12.0), within(1e-12));
    assertThat(MannWhitney.shift(high, low)).isEqualTo(5);
    assertThat(MannWhitney.z(low, high, 0)).isCloseTo(-2.507, within(1e-3));
  }

  @Test
  void shouldCorrectForTies() {
    // given: 1 < 2 = 2 < 3: U = 3.5 of 4, ties 2^3 - 2 = 6
    double[] high = {2, 3};
    double[] low = {1, 2};

    // then
    double variance = 4 / 12.0 * (5 - 6.0 / (4 * 3));
    assertThat(MannWhitney.z(high, low, 0)).isCloseTo(1 / Math.sqrt(variance), within(1e-12));
    assertThat(MannWhitney.z(new double[] {0, 0}, new double[] {0, 0, 0}, 0)).isZero();
  }

  @Test
  void shouldTolerateAQuarterOfTheShift() {
    // given: all candidates are higher, so even after a quarter of the shift
    double[] clearly = {16, 17, 18, 19, 20};
    double[] usual = {1, 2, 3, 4, 5};
    double[] hardly = {1.9, 2.9, 3.9, 4.9, 5.9};

    // then
    assertThat(MannWhitney.isHigh(clearly, usual)).isTrue();
    assertThat(MannWhitney.isHigh(hardly, usual)).isFalse();
    assertThat(MannWhitney.isHigh(usual, clearly)).isFalse();
    assertThat(MannWhitney.isHigh(new double[0], usual)).isFalse();
  }

  @Test
  void shouldNotHearKayentaBeforeFivePoints() {
    // given
    var kayenta = new Kayenta(60);

    // then
    for (int minute = 1; minute <= 4; minute++) {
      assertThat(kayenta.fires(new Point(60 * minute, 100 + minute, minute))).isFalse();
    }
    assertThat(kayenta.fires(new Point(300, 105, 5))).isTrue();
  }

  @Test
  void shouldJudgeOnlyWhenItIsTime() {
    // given
    var kayenta = new Kayenta(300);
    for (int minute = 1; minute <= 4; minute++) {
      kayenta.fires(new Point(60 * minute, Double.NaN, minute));
    }

    // then: at 300 s one candidate point only, at 600 s six
    assertThat(kayenta.fires(new Point(300, 100, 5))).isFalse();
    for (int minute = 6; minute <= 9; minute++) {
      assertThat(kayenta.fires(new Point(60 * minute, 100, minute))).isFalse();
    }
    assertThat(kayenta.fires(new Point(600, 100, 10))).isTrue();
  }

  @Test
  void shouldFailAnArgoAnalysisWithOneFailureMoreThanTheLimit() {
    // given
    var argo = new FailureLimit(0.01, 1);

    // then
    assertThat(argo.fires(new Point(60, 0.02, 0))).isFalse();
    assertThat(argo.fires(new Point(120, Double.NaN, 0))).isFalse();
    assertThat(argo.fires(new Point(180, 0.01, 0))).isFalse();
    assertThat(argo.fires(new Point(240, 0.02, 0))).isTrue();
  }

  @Test
  void shouldCountAFlaggerCheckWithoutDataAsFailed() {
    // given
    var flagger = new FailedChecks(0.01, 3);

    // then
    assertThat(flagger.fires(new Point(60, 0.02, 0))).isFalse();
    assertThat(flagger.fires(new Point(120, 0, 0))).isFalse();
    assertThat(flagger.fires(new Point(180, Double.NaN, 0))).isFalse();
    assertThat(flagger.fires(new Point(240, Double.NaN, 0))).isTrue();
  }

  @Test
  void shouldPollWholeIntervals() {
    // given
    var poller =
        new Poller(new Intervals(60), Signal.ERROR_RATE, point -> point.candidate() == 0.25);

    // then
    assertThat(poller.fires(tick(0, 30, counts(10, 5), counts(10, 0)))).isFalse();
    assertThat(poller.fires(tick(30, 60, counts(10, 0), counts(10, 0)))).isTrue();
    assertThat(poller.fires(tick(60, 120, counts(10, 5), counts(10, 0)))).isFalse();
  }

  @Test
  void shouldDrawTheBandsOfTheReference() {
    assertThat(DkwBand.halfWidth(100, 8.122719345838302)).isCloseTo(.26672140, within(1e-8));
    assertThat(DkwBand.halfWidth(10000, 8.122719345838302)).isCloseTo(.02747239, within(1e-8));
  }

  @Test
  void shouldFireWhenTheBandsPart() {
    // given
    var band = new DkwBand(new int[] {100});
    ArmCounts fast = latency(50, 10_000);
    ArmCounts slow = latency(150, 10_000);

    // then
    assertThat(band.fires(tick(0, 1, fast, fast))).isFalse();
    assertThat(band.fires(tick(1, 2, slow, fast))).isTrue();
    assertThat(new DkwBand(new int[] {100}).fires(tick(0, 1, fast, slow))).isFalse();
  }

  @Test
  void shouldKnowWaldsBound() {
    // given
    Odds errors = Odds.ofRates(0.01, 0.001);

    // then
    assertThat(errors.waldSeconds(0.01, 100, 900)).isCloseTo(4.2377, within(1e-4));
    assertThat(Odds.ofRates(0.05, 0.001).waldSeconds(0.01, 0.1, 9.9))
        .isCloseTo(335.18, within(0.01));
  }

  @Test
  void shouldKnowWaldsBoundOfLatencies() {
    // given
    var usual = new LatencyModel(LatencyChange.NONE);
    var shifted = new LatencyModel(LatencyChange.shift(1.25));
    var tail = new LatencyModel(LatencyChange.tail(0.05, 2.3857));

    // then
    assertThat(Odds.ofLatency(shifted, usual).waldSeconds(0.01, 0.1, 9.9)).isBetween(465.0, 495.0);
    assertThat(Odds.ofLatency(tail, usual).waldSeconds(0.01, 1, 9)).isBetween(475.0, 510.0);
  }

  @Test
  void shouldBetOnTheTruth() {
    // given: 1 error of 10 against 0 of 90, with odds .1 and .01: mixture .019
    var oracle = new Oracle(Measure.ERRORS, Odds.ofRates(0.1, 0.01));
    double logE = Math.log(0.1 / 0.019) + 9 * Math.log(0.9 / 0.981) + 90 * Math.log(0.99 / 0.981);
    int needed = (int) Math.ceil(Math.log(100) / logE);

    // when
    int ticks = 1;
    while (!oracle.fires(tick(0, 1, counts(10, 1), counts(90, 0)))) {
      ticks++;
    }

    // then
    assertThat(ticks).isEqualTo(needed);
  }

  private static Tick tick(double start, double end, ArmCounts candidate, ArmCounts baseline) {
    return new Tick(start, end, candidate, baseline);
  }

  private static ArmCounts counts(long requests, long errors) {
    return new ArmCounts(requests, errors, 0, 0, new Histogram());
  }

  private static ArmCounts latency(int bin, long count) {
    var histogram = new Histogram();
    histogram.add(bin, count);
    return new ArmCounts(count, 0, 0, 0, histogram);
  }
}
