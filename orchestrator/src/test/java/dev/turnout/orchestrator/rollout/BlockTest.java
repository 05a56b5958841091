package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A block stops what goes on, and nothing that goes back. */
class BlockTest {

  @Test
  void shouldStopProgressAndSayWhoAndWhy() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    // when
    scene.block("incident 4711");
    scene.serve(Duration.ofMinutes(5), 0.001, 0.001);
    // then
    assertThat(scene.phase()).isEqualTo("Analysing");
    assertThat(scene.weight("v2")).isEqualTo(0.1);
    assertThat(scene.reason()).startsWith("blocked by jane: incident 4711; ");
  }

  @Test
  void shouldGoOnWhenUnblocked() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.block("incident 4711");
    scene.serve(Duration.ofMinutes(3), 0.001, 0.001);
    // when
    scene.unblock();
    scene.converge();
    // then
    assertThat(scene.weight("v2")).isEqualTo(0.5);
  }

  @Test
  void shouldRollBackAtOnceWhileBlocked() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.block("incident 4711");
    // when
    scene.serve(Duration.ofSeconds(60), 0.001, 0.4);
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(scene.weight("v2")).isZero();
  }

  @Test
  void shouldTakeAnAbortWhileBlocked() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.block("incident 4711");
    // when
    scene.abort();
    scene.converge();
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void shouldNotEndForLackOfProgressInABlockOfAWeek() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.block("the team is away");
    scene.silence("node-1");
    scene.silence("node-2");
    // when
    for (int hour = 0; hour < 7 * 24; hour++) {
      scene.tick(Duration.ofHours(1));
    }
    // then
    assertThat(scene.phase()).isEqualTo("Testing");
    scene.join("node-1");
    scene.join("node-2");
    scene.unblock();
    scene.converge();
    assertThat(scene.weight("v2")).isEqualTo(0.1);
  }

  @Test
  void shouldStartTheProgressDeadlineAnewWhenUnblocked() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.block("incident 4711");
    scene.pass(Duration.ofMinutes(60));
    scene.unblock();
    // when
    scene.pass(Duration.ofMinutes(9));
    // then
    assertThat(scene.phase()).isEqualTo("Testing");
    scene.pass(Duration.ofMinutes(2));
    assertThat(scene.model().rollout().map(Rollout::isRunning)).contains(false);
  }

  @Test
  void shouldLetAnAnalysisTakeItsWholeTimeAfterTheBlock() {
    // given
    Scene scene =
        Scene.started(Specs.canary(dev.turnout.orchestrator.analysis.OnInconclusive.ROLLBACK));
    scene.converge();
    scene.block("incident 4711");
    // when
    scene.pass(Duration.ofMinutes(30));
    scene.unblock();
    // then
    assertThat(scene.phase()).isEqualTo("Analysing");
  }

  @Test
  void shouldAcceptAStartAndLetItWaitBeforeAnyNodeKnowsOfIt() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    scene.block("incident 4711");
    // when
    scene.start("fraud-v2", Specs.canary());
    scene.converge();
    // then
    assertThat(scene.phase()).isEqualTo("Queued");
    assertThat(scene.reason()).isEqualTo("blocked by jane: incident 4711; waiting to begin");
    assertThat(scene.processor().routeTable().orElseThrow().versions())
        .extracting(route -> route.ref().version().value())
        .containsExactly("v1");
    scene.unblock();
    scene.converge();
    assertThat(scene.weight("v2")).isEqualTo(0.1);
  }

  @Test
  void shouldLetTheFirstVersionWaitToo() {
    // given
    Scene scene = Scene.withNodes("node-1");
    scene.block("incident 4711");
    // when
    scene.start("fraud-v1", Specs.firstVersion());
    scene.converge();
    // then
    assertThat(scene.processor().routeTable().orElseThrow().versions()).isEmpty();
    scene.unblock();
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldEndAQueuedRolloutAtOnceWhenAborted() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    scene.block("incident 4711");
    scene.start("fraud-v2", Specs.canary());
    // when
    scene.abort();
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void shouldStayBlockedWhenARolloutEnds() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.block("incident 4711");
    scene.abort();
    scene.converge();
    // when
    scene.start("fraud-v3", Specs.canary());
    // then
    assertThat(scene.phase()).isEqualTo("Queued");
  }

  @Test
  void shouldRefuseToPromoteWhileBlocked() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.block("incident 4711");
    // when, then
    assertThat(Scene.refusal(scene.promote()))
        .contains("free to go on, but it is blocked by jane: incident 4711 (unblock the model");
    assertThat(Scene.refusal(scene.promoteFull())).contains("blocked by jane");
  }

  @Test
  void shouldRefuseABlockWithoutAReasonAndASecondOne() {
    // given
    Scene scene = Scene.withNodes("node-1");
    // when, then
    assertThat(Scene.refusal(scene.command(BlockModel::new))).contains("Expected a reason");
    assertThat(Scene.refusal(scene.unblock())).contains("to be blocked, but it is not");
    scene.block("incident 4711");
    assertThat(Scene.refusal(scene.block("another"))).contains("blocked by jane: incident 4711");
  }

  @Test
  void shouldFinishTheRetirementOfTheOldVersion() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();
    scene.serve(Duration.ofSeconds(10), 0.001, 0.001);
    scene.promote();
    assertThat(scene.phase()).isEqualTo("Retiring");
    // when
    scene.block("incident 4711");
    scene.converge();
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldHoldABakeThatIsOver() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();
    scene.block("incident 4711");
    // when
    scene.serve(Duration.ofMinutes(6), 0.001, 0.001);
    // then
    assertThat(scene.phase()).isEqualTo("Baking");
    scene.unblock();
    assertThat(scene.phase()).isEqualTo("Retiring");
  }
}
