package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final String REASON = "Expected a signed command, but got another (sign it)";

  @Test
  void shouldRefuseASecondRollout() {
    // given
    Scene scene = Scene.started(Specs.canary());

    // when
    List<RolloutEvent> events = scene.start("fraud-v3", Specs.canary());

    // then
    assertThat(events).hasSize(1);
    assertThat(Scene.refusal(events))
        .isEqualTo(
            "Expected no running rollout of model 'fraud', but 'fraud-v2' is Testing (wait for its end, abort it, or start with --supersede)");
  }

  @Test
  void shouldPassThroughWeightZeroWhenSuperseding() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    RolloutSpec next =
        RolloutSpec.of(VersionRef.of("v3"), Specs.canary().strategy(), Optional.empty());
    long epoch = scene.model().epoch();

    // when
    List<RolloutEvent> events = scene.supersede("fraud-v3", next);

    // then
    assertThat(Scene.words(events))
        .containsExactly(
            "CommandAccepted",
            "RolloutTurnedBack",
            "RolloutEnded",
            "RolloutStarted",
            "StepEntered");
    assertThat(scene.model().epoch()).isEqualTo(epoch + 3);
    assertThat(scene.weight("v2")).isZero();
  }

  @Test
  void shouldRefuseTheLiveVersionAsCandidate() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.abort();
    scene.converge();
    RolloutSpec again =
        RolloutSpec.of(VersionRef.of("v1"), Specs.canary().strategy(), Optional.empty());

    // when
    List<RolloutEvent> events = scene.start("fraud-v1", again);

    // then
    assertThat(Scene.refusal(events)).contains("'v1' already is live");
  }

  @Test
  void shouldRefuseAnotherStableVersionThanTheLiveOne() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.abort();
    scene.converge();

    // when
    List<RolloutEvent> events =
        scene.start("fraud-v2", Specs.canary().withStable(VersionRef.of("v0")));

    // then
    assertThat(Scene.refusal(events)).startsWith("Expected stable version 'v1', which is live");
  }

  @Test
  void shouldNumberTheAttemptsOfAName() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.abort();
    scene.converge();

    // when
    scene.retry();

    // then
    assertThat(scene.rollout().id().value()).isEqualTo("fraud-v2#2");
    assertThat(scene.phase()).isEqualTo("Testing");
  }

  @Test
  void shouldAnswerADuplicateWithNothing() {
    // given
    Scene scene = Scene.started(Specs.canary());
    Input first = scene.inputs.get(scene.inputs.size() - 1);

    // when
    List<RolloutEvent> events = scene.give(first);

    // then
    assertThat(events).isEmpty();
  }

  @Test
  void shouldRefuseToPromoteBeforeTheCandidateIsReady() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(true));
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Waiting");
    scene.node("node-2").say("v2", VersionState.PREPARING);
    scene.report("node-2");

    // when
    List<RolloutEvent> events = scene.promote();

    // then
    assertThat(Scene.refusal(events))
        .isEqualTo(
            "Expected candidate v2 to be ready on all nodes, but node-2 says PREPARING (wait for it)");
  }

  @Test
  void shouldSwitchAfterApproval() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(true));
    scene.converge();

    // when
    scene.promote();

    // then
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Baking");
    assertThat(scene.weight("v2")).isEqualTo(1.0);
  }

  @Test
  void shouldSkipToFullWeightAndEndFastPromoted() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();

    // when
    scene.promoteFull();

    // then
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Baking");
    scene.pass(Duration.ofMinutes(2));
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.FAST_PROMOTED);
  }

  @Test
  void shouldEndTheBakeOnPromote() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Baking");

    // when
    scene.promote();

    // then
    assertThat(scene.phase()).isEqualTo("Retiring");
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldRollBackInsideTheBakeAtOnce() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();

    // when
    scene.rollback();

    // then
    assertThat(scene.weight("v1")).isEqualTo(1.0);
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void shouldRefuseARollbackBeforeTheSwitch() {
    // given
    Scene scene = Scene.started(Specs.canary());

    // when
    List<RolloutEvent> events = scene.rollback();

    // then
    assertThat(Scene.refusal(events))
        .isEqualTo("Expected rollout 'fraud-v2' to have switched, but it is Testing (use abort)");
  }

  @Test
  void shouldRefuseARollbackAfterTheEnd() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();
    scene.promote();
    scene.converge();

    // when
    List<RolloutEvent> events = scene.rollback();

    // then
    assertThat(Scene.refusal(events)).endsWith("(start a rollout to v1)");
  }

  @Test
  void shouldGoOnWhereItWasHeldWhenPromotedWhilePaused() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.pause();

    // when
    List<RolloutEvent> events = scene.promote();

    // then
    assertThat(Scene.words(events))
        .startsWith("CommandAccepted", "RolloutResumed", "StepCompleted", "StepEntered");
    assertThat(scene.rollout().step()).isEqualTo(3);
  }

  @Test
  void shouldRefuseASecondAbort() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.abort();

    // when
    List<RolloutEvent> events = scene.abort();

    // then
    assertThat(Scene.refusal(events)).contains("is already turning back");
  }

  @Test
  void shouldRefuseACommandForAnotherRollout() {
    // given
    Scene scene = Scene.started(Specs.canary());
    CommandHeader header =
        new CommandHeader(
            new CommandId("x"),
            Scene.FRAUD,
            Optional.of(new RolloutName("fraud-v9")),
            new Actor("jane"),
            Optional.empty());

    // when
    List<RolloutEvent> events =
        scene.give(new CommandReceived(new AbortRollout(header), scene.now()));

    // then
    assertThat(Scene.refusal(events)).contains("which is 'fraud-v2', but got 'fraud-v9'");
  }

  /** Else a forger could have the right command ignored as a repetition. */
  @Test
  void shouldAnswerButForgetWhatIsTurnedAway() {
    // given
    Scene scene = Scene.started(Specs.canary());
    CommandHeader header =
        new CommandHeader(
            new CommandId("x"), Scene.FRAUD, Optional.empty(), new Actor("jane"), Optional.empty());
    Input forged =
        new TurnedAwayCommandReceived(
            header, "AbortRollout", Optional.empty(), REASON, scene.now());

    // when
    List<RolloutEvent> first = scene.give(forged);
    List<RolloutEvent> right =
        scene.give(new CommandReceived(new AbortRollout(header), scene.now()));
    List<RolloutEvent> last = scene.give(forged);

    // then
    assertThat(first)
        .containsExactly(
            new CommandRefused(
                header.id(),
                "AbortRollout",
                Optional.empty(),
                new Actor("jane"),
                REASON,
                Optional.empty(),
                true));
    assertThat(right).hasAtLeastOneElementOfType(CommandAccepted.class);
    assertThat(last).doesNotHaveAnyElementsOfTypes(CommandRefused.class);
  }

  @Test
  void shouldBringUpTheFirstVersionOfAModel() {
    // given
    Scene scene = Scene.withNodes("node-1");
    scene.start("fraud-v1", Specs.firstVersion());
    assertThat(scene.tables.get(0).serves()).isFalse();

    // when
    scene.converge();

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(scene.weight("v1")).isEqualTo(1.0);
    assertThat(scene.model().stable()).contains(VersionRef.of("v1"));
  }

  @Test
  void shouldLeaveAnEmptyTableWhenTheFirstVersionIsAborted() {
    // given
    Scene scene = Scene.withNodes("node-1");
    scene.start("fraud-v1", Specs.firstVersion());

    // when
    scene.abort();

    // then
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(scene.processor().routeTable().orElseThrow().versions()).isEmpty();
  }
}
