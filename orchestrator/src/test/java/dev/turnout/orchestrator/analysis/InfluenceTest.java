package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much each metric has to say, and what of it is compared. */
class InfluenceTest {
  private static final Influence CRITICAL = new Influence(1, true, false);
  private static final Influence DRY_RUN = new Influence(1, false, true);
  private static final BaselineHistory KNOWN =
      Past.of(
          new Tally(60, 60_000),
          Map.of("accuracy", new Tally(400, 10_000)),
          Map.of(200, 30_000.0, 230, 29_000.0, 260, 1_000.0));

  @Test
  void shouldGiveEqualPartsOfAlphaUnlessToldOtherwise() {
    AnalysisSpec spec = AnalysisSpec.of(Rate.errors("a"), Rate.errors("b"), Rate.errors("c"));

    assertThat(spec.weights()).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  @Test
  void shouldDivideAlphaByTheWeights() {
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.errors("a").with(new Influence(3, false, false)), Rate.errors("b"));

    assertThat(spec.weights()).containsExactly(0.75, 0.25);
  }

  @Test
  void shouldGiveCriticalMetricsAsMuchAsAllOthersTogether() {
    AnalysisSpec spec =
        AnalysisSpec.of(
            Rate.errors("a").with(CRITICAL),
            Rate.errors("b"),
            Rate.errors("c"),
            Rate.errors("d").with(DRY_RUN));

    assertThat(spec.weights()).containsExactly(0.5, 0.25, 0.25, 0.0);
  }

  @Test
  void shouldNotTakeWeightFromCriticalMetricsThatHaveEnough() {
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.errors("a").with(new Influence(9, true, false)), Rate.errors("b"));

    assertThat(spec.weights()).containsExactly(0.9, 0.1);
  }

  @Test
  void shouldShareAlphaAmongTheLimits() {
    AnalysisSpec spec =
        AnalysisSpec.of(
            Rate.errors("a", 0.002, 0.01),
            Rate.errors("b"),
            Distribution.latency("p99", 0.99, Duration.ofMillis(500)));

    assertThat(spec.alphaOfLimit()).isCloseTo(0.005, within(1e-15));
  }

  @Test
  void shouldSeeHarmAsLongAsACriticalMetricIsNotShown() {
    // given the same equal candidate, too short for a proof
    Rollout normal = Rollout.of(errors(Influence.NORMAL), KNOWN);
    Rollout critical = Rollout.of(errors(CRITICAL), KNOWN);

    // when
    normal.seconds(10, Counts.ofRequests(100, 0), Counts.ofRequests(900, 1));
    critical.seconds(10, Counts.ofRequests(100, 0), Counts.ofRequests(900, 1));

    // then
    assertThat(normal.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(normal.verdict().evidence().noHarm()).isTrue();
    assertThat(critical.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(critical.verdict().evidence().noHarm()).isFalse();
  }

  @Test
  void shouldJudgeAgainstTheLimitAlone() {
    // given a candidate with ten times the baseline's errors, well within the limit
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.errors("errors", 0.002, 0.05).againstLimit()).withWarmUp(WarmUp.NONE);
    Rollout rollout = Rollout.of(spec, KNOWN);

    // when
    rollout.seconds(60, Counts.ofRequests(100, 1), Counts.ofRequests(900, 1));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.PROMOTE);
    assertThat(rollout.verdict().evidence().logRollback()).isZero();
  }

  @Test
  void shouldLookAtTheGatedQuantilesOnly() {
    // given a candidate whose fast half is slower, and whose slowest are as the baseline's
    Counts slower = new Counts(100, 0, Map.of(210, 50L, 230, 48L, 260, 2L), Map.of());
    Counts usual = new Counts(900, 0, Map.of(200, 450L, 230, 435L, 260, 15L), Map.of());
    Distribution p99 = Distribution.latency("p99", List.of(QuantileGate.of(0.99)));

    // when
    Rollout shape = Rollout.of(AnalysisSpec.of(p99).withWarmUp(WarmUp.NONE), KNOWN);
    Rollout quantile =
        Rollout.of(
            AnalysisSpec.of(p99.with(Distribution.Compare.QUANTILES)).withWarmUp(WarmUp.NONE),
            KNOWN);
    shape.seconds(30, slower, usual);
    quantile.seconds(30, slower, usual);

    // then
    assertThat(shape.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(quantile.verdict().kind()).isNotEqualTo(Kind.ROLLBACK);
  }

  private static AnalysisSpec errors(Influence influence) {
    return AnalysisSpec.of(Rate.errors("errors").with(influence)).withWarmUp(WarmUp.NONE);
  }
}
