package dev.turnout.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final AnalysisSpec ERRORS = AnalysisSpec.of(Rate.errors("errors", 0.002, 1));

  @Test
  void shouldSayWhatAStageFindsAndHowLongItTakes() {
    // when
    Forecast forecast = Forecast.of(ERRORS, plan(stage(0.1, 10)), Traffic.of(1000), Usual.DEFAULT);

    // then
    StageForecast stage = forecast.stages().get(0);
    MetricForecast errors = stage.metrics().get(0);
    assertThat(stage.candidatePerSecond()).isEqualTo(100);
    assertThat(stage.warmAfter()).contains(Duration.ofMinutes(1));
    assertThat(errors.usual()).isEqualTo("0.1 % failed");
    assertThat(errors.smallest()).contains("0.16 % failed");
    assertThat(errors.examples().get(1).bad()).isEqualTo("1 % failed");
    // ln(1/alpha) + 1.96 at 1.087 nats a second: 6 s, after a minute of warm-up.
    assertThat(errors.examples().get(1).after()).contains(Duration.ofSeconds(66));
    assertThat(errors.equalPasses())
        .hasValueSatisfying(
            after -> assertThat(after).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100)));
    assertThat(forecast.warnings()).isEmpty();
  }

  @Test
  void shouldWarnWithWhatToWriteWhenAStageIsTooShort() {
    // when
    Forecast forecast =
        Forecast.of(ERRORS, plan(stage(0.01, 10), stage(0.5, 60)), Traffic.of(50), Usual.DEFAULT);

    // then
    assertThat(forecast.warnings())
        .containsExactly(
            "stage 1 (1 % for 10m): errors: 1 % instead of 0.1 % failed takes 19m to find; write for: 20m, or a weight of 0.02");
  }

  @Test
  void shouldCarryEvidenceFromStageToStage() {
    // given
    Plan two = plan(stage(0.05, 5), stage(0.1, 30));
    Plan second = plan(stage(0.1, 30));

    // when
    Forecast carried = Forecast.of(ERRORS, two, Traffic.of(50), Usual.DEFAULT);
    Forecast alone = Forecast.of(ERRORS, second, Traffic.of(50), Usual.DEFAULT);

    // then
    assertThat(bad(carried, 1)).isLessThan(bad(alone, 0).minusMinutes(1));
  }

  @Test
  void shouldSayThatAnEarlierStageFindsIt() {
    // when
    Forecast forecast =
        Forecast.of(ERRORS, plan(stage(0.1, 10), stage(0.5, 10)), Traffic.of(1000), Usual.DEFAULT);

    // then
    assertThat(bad(forecast, 1)).isZero();
  }

  @Test
  void shouldWarnWhenAGoodCandidateCannotPassInTime() {
    // when
    Forecast forecast =
        Forecast.of(
            AnalysisSpec.of(Rate.score("accuracy", "accuracy")),
            plan(stage(0.5, 30)),
            Traffic.of(10),
            Usual.DEFAULT);

    // then
    assertThat(forecast.warnings())
        .contains(
            "stage 1 (50 % for 30m): a candidate as good as the baseline needs 1h45m to pass accuracy, but the stage is inconclusive after 1h30m; write deadline: 3h");
  }

  @Test
  void shouldWarnWhenTheWarmUpOfManyNodesEatsTheStage() {
    // given
    Traffic spread = new Traffic(50, 10, 0.2, Duration.ZERO);

    // when
    Forecast forecast =
        Forecast.of(ERRORS, plan(stage(0.01, 10), stage(0.5, 60)), spread, Usual.DEFAULT);

    // then
    assertThat(forecast.stages().get(0).warmAfter()).contains(Duration.ofSeconds(2000));
    assertThat(forecast.warnings().get(0))
        .isEqualTo(
            "stage 1 (1 % for 10m): nothing is judged in its time, because the candidate's first 33m are warm-up (1m and 100 requests on each of 10 nodes); write for: 1h30m, or a weight of 0.1");
  }

  @Test
  void shouldWatchOnlyLimitsAtFullWeight() {
    // given
    AnalysisSpec limited = AnalysisSpec.of(Rate.errors("errors", 0.002, 0.005));

    // when
    Forecast open = Forecast.of(ERRORS, baked(), Traffic.of(10), Usual.DEFAULT);
    Forecast bounded = Forecast.of(limited, baked(), Traffic.of(10), Usual.DEFAULT);

    // then
    assertThat(open.stages().get(1).weight()).isEqualTo(1);
    assertThat(open.stages().get(1).gated()).isFalse();
    assertThat(open.stages().get(1).metrics().get(0).examples().get(1).after()).isEmpty();
    assertThat(bad(bounded, 1)).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(20));
  }

  @Test
  void shouldWarnWhenTheBaselineBreaksALimitItself() {
    // given
    AnalysisSpec limited = AnalysisSpec.of(Rate.errors("errors", 0.002, 0.001));

    // when
    Forecast forecast = Forecast.of(limited, plan(stage(0.5, 60)), Traffic.of(100), Usual.DEFAULT);

    // then
    assertThat(forecast.warnings())
        .contains(
            "errors: the baseline (0.1 % failed) breaks the limit of 0.1 % failed itself, so no candidate like it is promoted");
    assertThat(forecast.fullWeightAfter()).isEmpty();
    assertThat(forecast.stages().get(0).metrics().get(0).equalPasses()).isEmpty();
  }

  @Test
  void shouldShowADryRunThatDecidesNothing() {
    // given
    Rate accuracy = Rate.score("accuracy", "accuracy");
    Plan plan = plan(stage(0.5, 30));

    // when
    Forecast dry =
        Forecast.of(
            AnalysisSpec.of(Rate.errors("errors"), accuracy.with(new Influence(1, false, true))),
            plan,
            Traffic.of(20),
            Usual.DEFAULT);
    Forecast wet =
        Forecast.of(
            AnalysisSpec.of(Rate.errors("errors"), accuracy), plan, Traffic.of(20), Usual.DEFAULT);

    // then
    assertThat(dry.stages().get(0).metrics().get(1).metric()).isEqualTo("accuracy (dry run)");
    assertThat(dry.stages().get(0).metrics().get(1).smallest()).isPresent();
    assertThat(dry.fullWeightAfter().orElseThrow()).isLessThan(wet.fullWeightAfter().orElseThrow());
  }

  @Test
  void shouldFindSoonerWhatWeighsMore() {
    // given
    Rate errors = Rate.errors("errors");
    Rate other = Rate.errors("other");

    // when
    Forecast equal = of(errors, other);
    Forecast heavy = of(errors.with(new Influence(9, false, false)), other);

    // then
    assertThat(bad(heavy, 0)).isLessThan(bad(equal, 0));
  }

  private static Forecast of(MetricSpec... metrics) {
    return Forecast.of(
        AnalysisSpec.of(metrics), plan(stage(0.1, 60)), Traffic.of(50), Usual.DEFAULT);
  }

  @Test
  void shouldKnowWhatNoTrafficHeals() {
    // given
    AnalysisSpec analysis =
        AnalysisSpec.of(Rate.score("accuracy", "accuracy"))
            .withWarmUp(WarmUp.DEFAULT)
            .withDeadline(Duration.ofMinutes(10));

    // when
    List<String> sentences =
        Shortcomings.of(analysis, plan(stage(0.1, 1)), Optional.of(Duration.ofHours(2)));

    // then
    assertThat(sentences)
        .containsExactly(
            "stage 1 (10 % for 1m): too short to judge anything: 1m of warm-up, and up to 1m until counts become evidence (write for: 5m)",
            "stage 1 (10 % for 1m): labels come after 2h, but the stage is inconclusive after 11m (write deadline: 4h)");
  }

  @Test
  void shouldWarnWhenNothingIsEverCompared() {
    // given
    Plan plan =
        new BlueGreenStrategy(Optional.empty(), Optional.empty(), false, Duration.ofHours(1))
            .expand(Optional.of(ERRORS));
    AnalysisSpec analysis =
        AnalysisSpec.of(Rate.errors("errors"), Rate.errors("bounded", 0.002, 0.01));

    // when
    Forecast forecast = Forecast.of(analysis, plan, Traffic.of(50), Usual.DEFAULT);

    // then
    assertThat(forecast.warnings())
        .containsExactly(
            "errors: never judged, because no analysis compares both versions and there is no limit (write a limit, or preview: {weight: 0.05, for: 15m})");
  }

  private static Duration bad(Forecast forecast, int stage) {
    return forecast.stages().get(stage).metrics().get(0).examples().get(1).after().orElseThrow();
  }

  private static CanaryStage stage(double weight, int minutes) {
    return new CanaryStage(new Weight(weight), Duration.ofMinutes(minutes));
  }

  private static Plan plan(CanaryStage... stages) {
    return new CanaryStrategy(Optional.empty(), List.of(stages), Duration.ZERO)
        .expand(Optional.of(ERRORS));
  }

  private static Plan baked() {
    return new CanaryStrategy(Optional.empty(), List.of(stage(0.01, 1)), Duration.ofHours(1))
        .expand(Optional.of(ERRORS));
  }
}
