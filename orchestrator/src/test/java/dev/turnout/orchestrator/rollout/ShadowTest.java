package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.JudgeSnapshot;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void shouldPassAGoodCandidateWithoutASwitch() {
    // given
    Scene scene = Scene.started(Specs.shadow());
    scene.converge();

    // when
    scene.serve(Duration.ofSeconds(90), 0.001, 0.001);
    scene.converge();

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(scene.model().stable()).contains(VersionRef.of("v1"));
    assertThat(scene.weight("v1")).isEqualTo(1);
    assertThat(scene.tables).allMatch(table -> weightOfCandidate(table) == 0);
    assertThat(scene.mirror()).isZero();
    assertThat(scene.reason()).startsWith("passed in the shadow");
    assertThat(scene.words()).containsSubsequence("MirrorSet", "VerdictReached", "MirrorSet");
  }

  @Test
  void shouldTellTheNodesWhatToCopyAndHowToCompare() {
    // given
    Scene scene = Scene.started(Specs.shadow());

    // when
    scene.converge();

    // then
    var mirror = scene.processor().routeTable().flatMap(RouteTable::mirror).orElseThrow();
    assertThat(mirror.version().value()).isEqualTo("v2");
    assertThat(mirror.fraction().value()).isEqualTo(0.5);
    assertThat(mirror.compare()).containsExactly(new AnswerRule("/predictions/0", 0.001, false));
    assertThat(scene.weight("v1")).isEqualTo(1);
  }

  @Test
  void shouldSendACandidateBackThatAnswersOtherwise() {
    // given
    Scene scene = Scene.started(Specs.shadow());
    scene.converge();

    // when
    scene.serve(MINUTE, 0.4, 0.4);
    scene.converge();

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(scene.reason()).startsWith("disagreements: ");
    assertThat(scene.mirror()).isZero();
  }

  @Test
  void shouldSendACandidateBackWhoseCopiesFail() {
    // given
    Scene scene = Scene.started(Specs.shadow());
    scene.converge();

    // when
    scene.serve(MINUTE, 0.001, 0.03);
    scene.converge();

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(scene.reason()).contains("errors");
  }

  @Test
  void shouldJudgeUsersAnewAfterTheCopies() {
    // given
    Scene scene = Scene.started(Specs.shadowThenCanary());
    scene.converge();

    // when
    scene.serve(Duration.ofSeconds(50), 0.001, 0.001);
    Optional<JudgeSnapshot> ofCopies = scene.processor().snapshot().telemetry().judge();
    scene.serve(Duration.ofSeconds(20), 0.001, 0.001);

    // then
    JudgeSnapshot ofUsers = scene.processor().snapshot().telemetry().judge().orElseThrow();
    assertThat(scene.weight("v2")).isEqualTo(0.1);
    assertThat(ofCopies.orElseThrow().metrics()).hasSize(2);
    assertThat(ofUsers.metrics()).hasSize(1);
    assertThat(ofUsers.startedAt()).isAfter(ofCopies.orElseThrow().now());
    assertThat(scene.rollout().analysis().orElseThrow().alpha())
        .isEqualTo(scene.rollout().spec().analysis().orElseThrow().alpha() / 2);
  }

  @Test
  void shouldPromoteAfterShadowAndCanary() {
    // given
    Scene scene = Scene.started(Specs.shadowThenCanary());
    scene.converge();

    // when
    scene.serve(Duration.ofMinutes(6), 0.001, 0.001);
    scene.converge();

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(scene.model().stable()).contains(VersionRef.of("v2"));
  }

  @Test
  void shouldEndTheCopiesWhenAPersonWantsFullWeightAtOnce() {
    // given
    Scene scene = Scene.started(Specs.shadowThenCanary());
    scene.converge();

    // when
    List<RolloutEvent> events = scene.promoteFull();

    // then
    assertThat(Scene.words(events)).containsSubsequence("MirrorSet", "StepEntered", "WeightSet");
    assertThat(scene.mirror()).isZero();
    assertThat(scene.weight("v2")).isEqualTo(1);
  }

  @Test
  void shouldRefuseFullWeightForAShadowThatEndsWithoutASwitch() {
    // given
    Scene scene = Scene.started(Specs.shadow());
    scene.converge();

    // when
    List<RolloutEvent> events = scene.promoteFull();

    // then
    assertThat(Scene.refusal(events)).contains("ends without a switch");
  }

  @Test
  void shouldPassWhenAPersonPromotesTheAnalysis() {
    // given
    Scene scene = Scene.started(Specs.shadow());
    scene.converge();

    // when
    scene.promote();
    scene.converge();

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void shouldWaitUntilTheCandidateIsReadyEverywhere() {
    // given
    Scene scene = Scene.started(Specs.steps(Specs.mirror(0.5), Specs.mirror(0)));
    scene.nodes().forEach(node -> scene.processor().routeTable().ifPresent(node::acknowledge));
    scene.node("node-1").say("v2", VersionState.READY);
    scene.report("node-1");

    // when
    scene.report("node-2");

    // then
    assertThat(scene.phase()).isEqualTo("Mirroring");
    assertThat(scene.mirror()).isZero();
    assertThat(scene.reason()).isEqualTo("waiting for node-2 to be ready with v2");
  }

  @Test
  void shouldEndTheCopiesOnAbortRollbackAndSupersede() {
    // given
    RolloutSpec next =
        RolloutSpec.of(VersionRef.of("v3"), Specs.shadow().strategy(), Specs.shadow().analysis());
    Scene aborted = Scene.started(Specs.shadow());
    aborted.converge();
    Scene superseded = Scene.started(Specs.shadow());
    superseded.converge();
    assertThat(superseded.mirror()).isEqualTo(0.5);

    // when
    aborted.abort();
    superseded.supersede("fraud-v3", next);

    // then
    assertThat(aborted.mirror()).isZero();
    assertThat(superseded.mirror()).isZero();
    assertThat(superseded.rollout().candidate().value()).isEqualTo("v3");
  }

  @Test
  void shouldRefuseAShadowWithoutALiveVersion() {
    // given
    Scene scene = Scene.withNodes("node-1");
    RolloutSpec shadow =
        RolloutSpec.of(VersionRef.of("v1"), Specs.shadow().strategy(), Optional.empty());

    // when
    List<RolloutEvent> events = scene.start("fraud-v1", shadow);

    // then
    assertThat(Scene.refusal(events)).contains("whose requests can be copied");
  }

  /** Copies are no share of the users: the check of the shares must not look at them. */
  @Test
  void shouldNotTakeCopiesForLostRequests() {
    // given
    Scene scene = Scene.started(Specs.shadow());
    scene.converge();

    // when
    scene.serve(Duration.ofSeconds(50), 0.001, 0.001);

    // then
    Verdict verdict = scene.processor().view().attempt().flatMap(a -> a.verdict()).orElseThrow();
    assertThat(verdict.evidence().missing()).noneMatch(text -> text.startsWith("exposure"));
    assertThat(scene.processor().snapshot().telemetry().judge().orElseThrow().exposure().nodes())
        .isEmpty();
  }

  private static double weightOfCandidate(RouteTable table) {
    return table.weightOf(VersionRef.of("v2").version()).value();
  }
}
