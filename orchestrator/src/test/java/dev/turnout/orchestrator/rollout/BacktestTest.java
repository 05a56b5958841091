package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.orchestrator.audit.Backtest;
import dev.turnout.orchestrator.audit.Ruling;
import dev.turnout.orchestrator.audit.Rulings.Decision;
import dev.turnout.orchestrator.audit.SideBySide;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.schemas.RecordTypes;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another policy would have decided on what was recorded. */
class BacktestTest {
  private static final RolloutId FRAUD_V2 = new RolloutId("fraud-v2");

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  static Stream<Consumer<Scene>> courses() {
    return Stream.of(
        scene -> good(scene, Specs.canary()),
        scene -> bad(scene, Specs.canary()),
        BacktestTest::goodUntilTheBake,
        BacktestTest::undecided);
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldDecideTheSameWithTheSamePolicy(Consumer<Scene> course) {
    // given
    Recorded recorded = Recorded.of(course);

    // when
    SideBySide both = run(recorded, specOf(recorded));

    // then
    assertThat(both.agreeing()).isPositive();
    assertThat(both.differing()).isZero();
    assertThat(events(both.other().all())).isEqualTo(events(ofTheJudge(both)));
    assertThat(both.otherDecision()).isEqualTo(both.recordedDecision());
  }

  @Test
  void shouldDecideAtATimeThatOnlyARecordOfAnotherModelCarried() {
    // given
    RolloutSpec spec =
        spec(
            new CanaryStrategy(
                Optional.of(Specs.CHECK),
                List.of(new CanaryStage(new Weight(0.1), Duration.ofMillis(59_500))),
                Duration.ofSeconds(30)),
            analysis(0.01, 0.05, 0.01));
    Recorded recorded = Recorded.inSharedPartition(Recorded.of(scene -> good(scene, spec)).inputs);

    // when
    SideBySide both = run(recorded, spec);

    // then
    assertThat(both.recorded().pass(2).orElseThrow().at())
        .isEqualTo(Scene.START.plusMillis(59_500));
    assertThat(events(both.other().all())).isEqualTo(events(ofTheJudge(both)));
  }

  @Test
  void shouldFindLaterWhatASmallerAlphaNeedsMoreEvidenceFor() {
    // given
    Recorded recorded = Recorded.of(scene -> slightlyBad(scene, Specs.canary()));

    // when
    SideBySide both = run(recorded, canary(analysis(1e-2, 0.05, 0.01)));
    SideBySide bold =
        run(
            Recorded.of(scene -> slightlyBad(scene, canary(analysis(1e-6, 0.05, 0.01)))),
            Specs.canary());

    // then
    assertThat(both.recordedDecision()).isEqualTo(Decision.ROLLBACK);
    assertThat(bold.otherDecision()).isEqualTo(Decision.ROLLBACK);
    Ruling late = bold.recorded().first(Kind.ROLLBACK).orElseThrow();
    Ruling early = bold.other().first(Kind.ROLLBACK).orElseThrow();
    assertThat(early.at()).isBefore(late.at());
    assertThat(early.evidence().orElseThrow().logRollback())
        .isBetween(-Math.log(0.01), -Math.log(1e-6));
    assertThat(bold.other().turnBack()).map(Ruling::at).contains(early.at());
  }

  @Test
  void shouldJudgeNothingAfterTheRecordedTrafficEnded() {
    // given
    Recorded recorded = Recorded.of(scene -> bad(scene, Specs.canary()));

    // when
    SideBySide both = run(recorded, canary(analysis(1e-300, 0.05, 0.01)));

    // then
    assertThat(both.recordedDecision()).isEqualTo(Decision.ROLLBACK);
    assertThat(both.otherDecision()).isEqualTo(Decision.UNDECIDED);
    assertThat(both.standing().orElseThrow().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(both.isRunning()).isFalse();
  }

  @Test
  void shouldPassAStepWhenItsOwnTimeAndGateAllowIt() {
    // given
    Recorded recorded = Recorded.of(scene -> good(scene, Specs.canary()));
    RolloutSpec faster = canary(analysis(0.01, 0.05, 0.01), stage(0.1, 30), stage(0.5, 60));
    RolloutSpec stricter = canary(analysis(0.01, 0.05, 1e-4));

    // when
    SideBySide fast = run(recorded, faster);
    SideBySide strict = run(Recorded.of(recorded.inputs), stricter);

    // then
    int first = 2;
    assertThat(fast.hasPlanOf(faster.plan())).isTrue();
    assertThat(fast.other().pass(first).orElseThrow().at())
        .isBeforeOrEqualTo(fast.entered().get(first).plusSeconds(31))
        .isBefore(fast.recorded().pass(first).orElseThrow().at());
    assertThat(strict.recordedDecision()).isEqualTo(Decision.PASS);
    assertThat(strict.other().pass(4)).isEmpty();
  }

  @Test
  void shouldTakeTheRecordedStepsWhereThePolicyHasOthers() {
    // given
    Recorded recorded = Recorded.of(scene -> bad(scene, Specs.canary()));
    RolloutSpec blueGreen =
        spec(
            new BlueGreenStrategy(Optional.empty(), Optional.empty(), false, Duration.ofMinutes(5)),
            analysis(0.01, 0.05, 0.01));

    // when
    SideBySide both = run(recorded, blueGreen);

    // then
    assertThat(both.hasPlanOf(blueGreen.plan())).isFalse();
    assertThat(both.plan()).isEqualTo(Specs.canary().plan());
    assertThat(both.otherDecision()).isEqualTo(Decision.ROLLBACK);
  }

  @Test
  void shouldGoOnWhereTheRecordedPolicyGaveUp() {
    // given
    RolloutSpec impatient = canary(analysis(0.01, 0.05, 1e-4).withDeadline(Duration.ofSeconds(20)));
    Recorded recorded = Recorded.of(scene -> good(scene, impatient));

    // when
    SideBySide both = run(recorded, canary(analysis(0.01, 0.05, 0.02)));

    // then
    assertThat(both.recordedDecision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(both.other().first(Kind.INCONCLUSIVE)).isEmpty();
    assertThat(both.other().pass(2)).isPresent();
  }

  @Test
  void shouldNoticeThatReportsAreMissing() {
    // given
    Recorded recorded = Recorded.of(scene -> bad(scene, Specs.canary()));
    Deque<Received> metrics = recorded.logs.get(InputTopic.METRICS).waiting;
    for (int i = 0; i < 20; i++) {
      metrics.remove();
    }

    // when
    SideBySide both = run(recorded, Specs.canary());

    // then
    assertThat(both.differing()).isPositive();
  }

  @Test
  void shouldJudgeARolloutThatRunsUpToItsNewestReport() {
    // given
    Recorded recorded =
        Recorded.of(
            scene -> {
              scene.start("fraud-v2", Specs.canary());
              scene.converge();
              scene.serve(Duration.ofSeconds(40), 0.001, 0.001);
            });

    // when
    SideBySide both =
        run(recorded, canary(analysis(0.01, 0.05, 0.01), stage(0.1, 10), stage(0.5, 60)));

    // then
    assertThat(both.isRunning()).isTrue();
    assertThat(both.recorded().pass(2)).isEmpty();
    assertThat(both.other().pass(2)).isPresent();
    assertThat(both.until()).isEqualTo(Scene.START.plusSeconds(40));
  }

  @Test
  void shouldRefuseAnAttemptThatIsNotInTheJournal() {
    Recorded recorded = Recorded.of(scene -> bad(scene, Specs.canary()));
    assertThatThrownBy(
            () ->
                Backtest.run(
                    Scene.FRAUD,
                    recorded.journal,
                    recorded.logs,
                    new RolloutId("fraud-v9"),
                    Specs.canary()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the start of fraud-v9");
  }

  private static void good(Scene scene, RolloutSpec spec) {
    scene.start("fraud-v2", spec);
    scene.converge();
    scene.serve(Duration.ofSeconds(250), 0.001, 0.001);
    scene.converge();
  }

  private static void bad(Scene scene, RolloutSpec spec) {
    scene.start("fraud-v2", spec);
    scene.converge();
    scene.serve(Duration.ofSeconds(60), 0.001, 0.4);
    scene.converge();
  }

  private static void slightlyBad(Scene scene, RolloutSpec spec) {
    scene.start("fraud-v2", spec);
    scene.converge();
    scene.serve(Duration.ofSeconds(120), 0.02, 0.2);
    scene.converge();
  }

  private static void goodUntilTheBake(Scene scene) {
    scene.start("fraud-v2", Specs.canary());
    scene.converge();
    scene.serve(Duration.ofSeconds(125), 0.001, 0.001);
    scene.serve(Duration.ofSeconds(60), 0.001, 0.9);
    scene.converge();
  }

  private static void undecided(Scene scene) {
    scene.start(
        "fraud-v2", canary(analysis(0.01, 0.05, 1e-4).withDeadline(Duration.ofSeconds(20))));
    scene.converge();
    scene.serve(Duration.ofSeconds(90), 0.001, 0.001);
    scene.promote();
    scene.serve(Duration.ofSeconds(30), 0.001, 0.001);
    scene.abort();
    scene.converge();
  }

  private static RolloutSpec specOf(Recorded recorded) {
    return recorded.inputs.stream()
        .filter(CommandReceived.class::isInstance)
        .map(input -> ((CommandReceived) input).command())
        .filter(StartRollout.class::isInstance)
        .map(command -> ((StartRollout) command).spec())
        .findFirst()
        .orElseThrow();
  }

  /** What the recorded policy decided, without what people did. */
  private static List<Ruling> ofTheJudge(SideBySide both) {
    return both.recorded().all().stream()
        .filter(
            ruling ->
                !(ruling.event() instanceof StepCompleted
                        || ruling.event() instanceof RolloutTurnedBack)
                    || ruling.evidence().isPresent())
        .toList();
  }

  /** All entries of one cause have one time, so that a weight may be that before or after it. */
  private static List<Entry> events(List<Ruling> rulings) {
    return rulings.stream().map(ruling -> new Entry(0, ruling.at(), ruling.event())).toList();
  }

  private static SideBySide run(Recorded recorded, RolloutSpec policy) {
    return Backtest.run(Scene.FRAUD, recorded.journal, recorded.logs, FRAUD_V2, policy);
  }

  private static RolloutSpec canary(AnalysisSpec analysis) {
    return canary(analysis, stage(0.1, 60), stage(0.5, 60));
  }

  private static RolloutSpec canary(AnalysisSpec analysis, CanaryStage... stages) {
    return spec(
        new CanaryStrategy(Optional.of(Specs.CHECK), List.of(stages), Duration.ofMinutes(2)),
        analysis);
  }

  private static RolloutSpec spec(Strategy strategy, AnalysisSpec analysis) {
    return RolloutSpec.of(VersionRef.of("v2"), strategy, Optional.of(analysis))
        .withStable(VersionRef.of("v1"));
  }

  private static AnalysisSpec analysis(double alpha, double beta, double margin) {
    return AnalysisSpec.of(Rate.errors("errors", margin, 1))
        .withWarmUp(WarmUp.NONE)
        .withMinimumSample(200)
        .withDeadline(Duration.ofMinutes(5))
        .withAlpha(alpha)
        .withBeta(beta);
  }

  private static CanaryStage stage(double weight, int seconds) {
    return new CanaryStage(new Weight(weight), Duration.ofSeconds(seconds));
  }
}
