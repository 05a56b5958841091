package dev.turnout.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.BlockRule;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Distribution.Compare;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.WarmUp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final double LOG_BLAME = StrictMath.log(300);
  private static final Stake STAKE = new Stake(true, LOG_BLAME, LOG_BLAME);
  private static final Flows FLOWS =
      Flows.of(Traffic.of(100), WarmUp.NONE, List.of(new Span(0.1, Double.POSITIVE_INFINITY)));

  @Test
  void shouldNotFindARateWithinTheTolerance() {
    // given
    Rate strict = Rate.errors("errors", 0.01, 1);
    Rate tolerant = strict.withTolerance(0.005);

    // then
    assertThat(found(rate(tolerant), 0.005)).isInfinite();
    assertThat(found(rate(tolerant), 0.02)).isFinite().isGreaterThan(found(rate(strict), 0.02));
  }

  @Test
  void shouldNotFindASlowDownWithinTheTolerance() {
    // given
    Distribution strict = Distribution.latency("latency", Distribution.DEFAULT_GATES);
    Distribution tolerant = strict.withTolerance(0.05);

    // then: simulated rollouts at 10 candidate requests per second need 10 s and 18 s
    assertThat(found(latency(tolerant), 1.05)).isInfinite();
    assertThat(found(latency(strict), 1.25)).isBetween(9.0, 12.0);
    assertThat(found(latency(tolerant), 1.25)).isBetween(15.0, 21.0);
  }

  @Test
  void shouldTakeLongerWhenOnlyAQuantileIsCompared() {
    // given
    Distribution shape = Distribution.latency("p99", 0.99, Duration.ofSeconds(9));
    Distribution quantile = shape.with(Compare.QUANTILES);

    // then
    assertThat(found(latency(quantile), 1.25)).isGreaterThan(2 * found(latency(shape), 1.25));
  }

  @Test
  void shouldLookAtNothingButTheLimitWhenNothingIsCompared() {
    // given
    Watch errors = rate(Rate.errors("errors", 0.002, 0.01).againstLimit());
    Watch slow =
        latency(Distribution.latency("p99", 0.99, Duration.ofMillis(500)).with(Compare.LIMIT));

    // then
    assertThat(found(errors, 0.01)).isInfinite();
    assertThat(found(errors, 0.05)).isBetween(15.0, 25.0);
    assertThat(passed(errors)).isBetween(40.0, 55.0);
    assertThat(found(slow, 1.5)).isInfinite();
    assertThat(found(slow, 2)).isFinite();
    assertThat(passed(slow)).isFinite();
  }

  @Test
  void shouldSayWhichLimitsTheBaselineBreaks() {
    assertThat(rate(Rate.errors("errors", 0.002, 0.001)).brokenLimits())
        .containsExactly("0.1 % failed");
    assertThat(latency(Distribution.latency("p99", 0.99, Duration.ofMillis(300))).brokenLimits())
        .containsExactly("1 % of the requests slower than 300 ms");
    assertThat(latency(Distribution.latency("p99", 0.99, Duration.ofMillis(400))).brokenLimits())
        .isEmpty();
  }

  private static Watch rate(Rate metric) {
    return new ShareWatch(metric, 0.001, STAKE);
  }

  private static Watch latency(Distribution metric) {
    return DistributionWatch.of(metric, Lognormal.DEFAULT, STAKE);
  }

  private static double found(Watch watch, double degree) {
    return Proof.first(watch.found(degree), FLOWS, BlockRule.DEFAULT);
  }

  private static double passed(Watch watch) {
    return Proof.last(watch.passed(0.05), FLOWS, BlockRule.DEFAULT);
  }
}
