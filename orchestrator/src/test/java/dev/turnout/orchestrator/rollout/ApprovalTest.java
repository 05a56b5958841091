package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People let a rollout go on, by name. */
class ApprovalTest {
  private static final ApprovalStep TWO_OF_US =
      new ApprovalStep(2, List.of(new Glob("*@example.com")), true);

  private static RolloutSpec asking(ApprovalStep approval) {
    return Specs.steps(
        new SetWeightStep(new Weight(0.1)), approval, new SetWeightStep(Weight.FULL));
  }

  private static Scene asked(ApprovalStep approval) {
    Scene scene = Scene.started(asking(approval));
    scene.converge();
    return scene;
  }

  @Test
  void shouldWaitForAnApprovalWithoutLimit() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    // when
    scene.pass(Duration.ofMinutes(60));
    // then
    assertThat(scene.phase()).isEqualTo("Approving");
    assertThat(scene.reason()).isEqualTo("waiting for approval");
  }

  @Test
  void shouldGoOnWithWhoAndWhyInTheJournal() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    // when
    scene.approve("joe");
    scene.converge();
    // then
    assertThat(scene.weight("v2")).isEqualTo(1);
    assertThat(scene.journal)
        .extracting(Entry::event)
        .filteredOn(StepCompleted.class::isInstance)
        .extracting(event -> ((StepCompleted) event).reason())
        .contains("approved by joe (looks good)");
  }

  @Test
  void shouldWantAsManyPeopleAsThePlanSays() {
    // given
    Scene scene = asked(TWO_OF_US);
    // when
    scene.approve("joe@example.com");
    // then
    assertThat(scene.phase()).isEqualTo("Approving");
    assertThat(scene.reason())
        .isEqualTo(
            "waiting for approval by 2 of *@example.com, not by who started it; approved by joe@example.com (looks good)");
    assertThat(Scene.refusal(scene.approve("joe@example.com"))).contains("has approved already");
    scene.approve("ann@example.com");
    assertThat(scene.phase()).isEqualTo("Shifting");
  }

  @Test
  void shouldRefuseThoseWhoMayNot() {
    // given
    Scene scene = asked(TWO_OF_US);
    // when, then
    assertThat(Scene.refusal(scene.approve("mallory@example.org")))
        .contains("by one of [*@example.com], but got one by 'mallory@example.org'");
  }

  @Test
  void shouldTakeTheOneWhoStartedItUnlessThePlanSaysOtherwise() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    // when
    scene.approve("jane");
    // then
    assertThat(scene.phase()).isEqualTo("Shifting");
  }

  @Test
  void shouldTakeWhomeverOneOfThePatternsNames() {
    // given
    Scene scene =
        asked(new ApprovalStep(1, List.of(new Glob("sre-*"), new Glob("joe@example.com")), false));
    // when
    scene.approve("joe@example.com");
    // then
    assertThat(scene.phase()).isEqualTo("Shifting");
  }

  @Test
  void shouldRefuseTheOneWhoStartedIt() {
    // given
    Scene scene = asked(new ApprovalStep(1, List.of(), true));
    // when, then
    assertThat(Scene.refusal(scene.approve("jane"))).contains("somebody else than 'jane'");
  }

  @Test
  void shouldRememberWhoStartedItWhenOthersGiveCommands() {
    // given
    Scene scene = asked(new ApprovalStep(1, List.of(), true));
    scene.approve("joe");
    Scene again = asked(new ApprovalStep(2, List.of(), true));
    again.approve("joe");
    // when, then
    assertThat(scene.phase()).isEqualTo("Shifting");
    assertThat(Scene.refusal(again.approve("jane"))).contains("somebody else than 'jane'");
  }

  @Test
  void shouldGiveUpWhenRejected() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    // when
    scene.reject("ann");
    scene.converge();
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(scene.reason()).isEqualTo("rejected by ann (not yet)");
  }

  @Test
  void shouldNotBeGoneRoundByAFullPromotion() {
    // given
    Scene before = Scene.started(asking(ApprovalStep.ONE));
    Scene at = asked(ApprovalStep.ONE);
    before.converge();
    // when, then
    assertThat(Scene.refusal(before.promoteFull())).contains("'approval' would be skipped");
    assertThat(Scene.refusal(at.promote())).contains("when it is approved");
  }

  @Test
  void shouldTakeApprovalsDuringABlockAndGoOnAfterIt() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    scene.block("incident");
    // when
    scene.approve("joe");
    // then
    assertThat(scene.phase()).isEqualTo("Approving");
    scene.unblock();
    assertThat(scene.phase()).isEqualTo("Shifting");
  }

  @Test
  void shouldTakeApprovalsWhilePaused() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    scene.pause();
    // when
    scene.approve("joe");
    scene.resume();
    // then
    assertThat(scene.phase()).isEqualTo("Shifting");
  }

  @Test
  void shouldSendTrafficBackWhileItWaits() {
    // given
    Scene scene = asked(ApprovalStep.ONE);
    // when
    scene.serve(Duration.ofSeconds(60), 0.001, 0.4);
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void shouldRefuseAnApprovalThatNobodyWaitsFor() {
    // given
    Scene scene = Scene.started(Specs.canary());
    // when, then
    assertThat(Scene.refusal(scene.approve("joe"))).contains("to wait for an approval, but it is");
    assertThat(Scene.refusal(scene.reject("joe"))).contains("to wait for an approval, but it is");
  }
}
