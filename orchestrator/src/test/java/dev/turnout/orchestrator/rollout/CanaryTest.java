package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.PauseStep;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CanaryTest {
  @Test
  void shouldPromoteAVersionThatIsAsGoodAsTheOldOne() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();

    // when
    scene.serve(Duration.ofMinutes(10), 0.01, 0.01);

    // then
    assertThat(scene.phase()).isEqualTo("Ended");
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(scene.weight("v2")).isEqualTo(1.0);
    assertThat(scene.model().stable().orElseThrow().version().value()).isEqualTo("v2");
    assertThat(scene.tables)
        .extracting(table -> table.weightOf(scene.rollout().candidate()).value())
        .containsSubsequence(0.0, 0.1, 0.5, 1.0);
  }

  @Test
  void shouldRollBackInTheSameInputWhenErrorsSettleIt() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Analysing");

    // when
    scene.serve(Duration.ofSeconds(30), 0.01, 0.3);

    // then
    assertThat(scene.words()).containsSequence("VerdictReached", "RolloutTurnedBack");
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(scene.weight("v1")).isEqualTo(1.0);
    assertThat(scene.weight("v2")).isZero();
  }

  @Test
  void shouldNotSetAWeightBeforeTheCandidateIsReadyOnEveryNode() {
    // given
    Scene scene = Scene.started(Specs.canary(OnInconclusive.PAUSE));
    scene.node("node-1").converge(scene.processor().routeTable().orElseThrow());
    scene.node("node-2").acknowledge(scene.processor().routeTable().orElseThrow());
    scene.node("node-2").say("v2", VersionState.PREPARING);

    // when
    scene.report("node-1");
    scene.report("node-2");

    // then
    assertThat(scene.phase()).isEqualTo("Shifting");
    assertThat(scene.weight("v2")).isZero();
    assertThat(scene.reason()).isEqualTo("waiting for node-2 to be ready with v2");
  }

  @Test
  void shouldWaitForAFirstNode() {
    // given
    Scene scene = Scene.withNodes();

    // when
    scene.start("fraud-v2", Specs.canary());

    // then
    assertThat(scene.phase()).isEqualTo("Testing");
    assertThat(scene.reason()).isEqualTo("waiting for a first node to report");
  }

  @Test
  void shouldRollBackWhenTheCandidateFailsOnANode() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.node("node-2").acknowledge(scene.processor().routeTable().orElseThrow());
    scene.node("node-2").say("v2", VersionState.FAILED);

    // when
    scene.report("node-2");

    // then
    assertThat(scene.phase()).isEqualTo("TurningBack");
    assertThat(scene.reason()).startsWith("candidate v2 failed on node-2: exit code 137");
  }

  @Test
  void shouldIgnoreAStateThatWasReportedBeforeTheNodeKnewTheAttempt() {
    // given
    Scene scene = Scene.withNodes("node-1");
    scene.node("node-1").say("v2", VersionState.FAILED);
    scene.report("node-1");

    // when
    scene.start("fraud-v2", Specs.canary());

    // then
    assertThat(scene.phase()).isEqualTo("Testing");
  }

  @Test
  void shouldRollBackWhenTheSmokeTestFails() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.node("node-2").finish("fraud-v2/0", false);

    // when
    scene.report("node-2");

    // then
    assertThat(scene.reason()).startsWith("smoke test failed on node-2: expected 200, but got 500");
    assertThat(scene.tables)
        .allMatch(table -> table.weightOf(scene.rollout().candidate()).isZero());
  }

  @Test
  void shouldPauseWhenTheEvidenceSettlesNothingInTime() {
    // given
    Scene scene = Scene.started(Specs.canary(OnInconclusive.PAUSE));
    scene.converge();

    // when
    scene.pass(Duration.ofMinutes(7));

    // then
    assertThat(scene.phase()).isEqualTo("Paused");
    assertThat(scene.reason()).startsWith("inconclusive: ");
    assertThat(scene.words()).containsSequence("VerdictReached", "RolloutPaused");
  }

  @Test
  void shouldGiveTheAnalysisMoreTimeWhenAPersonResumesAnInconclusiveOne() {
    // given
    Scene scene = Scene.started(Specs.canary(OnInconclusive.PAUSE));
    scene.converge();
    scene.pass(Duration.ofMinutes(7));
    scene.resume();
    assertThat(scene.phase()).isEqualTo("Analysing");

    // when
    scene.serve(Duration.ofMinutes(2), 0.01, 0.01);

    // then
    assertThat(scene.phase()).isEqualTo("Baking");
  }

  @Test
  void shouldTurnBackWhenInconclusiveMeansRollback() {
    // given
    Scene scene = Scene.started(Specs.canary(OnInconclusive.ROLLBACK));
    scene.converge();

    // when
    scene.pass(Duration.ofMinutes(7));

    // then
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(scene.weight("v2")).isZero();
  }

  @Test
  void shouldGoOnWhenInconclusiveButNoHarmWasSeen() {
    // given
    Scene scene = Scene.started(Specs.canary(OnInconclusive.PROMOTE_IF_NO_HARM, 0.00001));
    scene.converge();

    // when
    scene.serve(Duration.ofMinutes(7), 0.0, 0.0);

    // then
    assertThat(scene.phase()).isEqualTo("Baking");
    assertThat(scene.weight("v2")).isEqualTo(1.0);
  }

  @Test
  void shouldTurnBackWhenNothingWasMeasuredAlthoughNoHarmWasSeen() {
    // given
    Scene scene = Scene.started(Specs.canary(OnInconclusive.PROMOTE_IF_NO_HARM));
    scene.converge();

    // when
    scene.pass(Duration.ofMinutes(7));

    // then
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void shouldNotSwitchTheJudgeOffWhileAPersonIsWaitedFor() {
    // given
    Scene scene =
        Scene.started(
            Specs.steps(
                new SetWeightStep(new Weight(0.5)),
                PauseStep.untilPromoted(),
                new SetWeightStep(Weight.FULL)));
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Waiting");

    // when
    scene.serve(Duration.ofSeconds(30), 0.01, 0.3);

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void shouldNotSwitchTheJudgeOffWhilePaused() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.pause();

    // when
    scene.serve(Duration.ofSeconds(30), 0.01, 0.3);

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }
}
