package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.policy.Freeze;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Schedule;
import dev.turnout.orchestrator.policy.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Freezes and limits hold what goes on, and nothing that goes back. */
class FreezeTest {
  private static final Instant START = Scene.START;

  /** From the tenth minute to the thirtieth. */
  private static final Policy SHORT =
      freeze(new Schedule.Once(START.plusSeconds(600), START.plusSeconds(1800)), Scope.ALL);

  private static Policy freeze(Schedule schedule, Scope scope) {
    return new Policy(
        List.of(new Freeze("quarter", "the books close", schedule, scope)), List.of());
  }

  private static Policy frozenNow() {
    return freeze(new Schedule.Once(START.minusSeconds(60), START.plusSeconds(600)), Scope.ALL);
  }

  @Test
  void shouldHoldACanaryWhenTheFreezeBeginsInItsMiddle() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    scene.policy(SHORT);
    scene.start("fraud-v2", Specs.canary());
    scene.pass(Duration.ofSeconds(590));
    scene.converge();
    assertThat(scene.weight("v2")).isEqualTo(0.1);
    // when
    scene.serve(Duration.ofMinutes(15), 0.001, 0.001);
    // then
    assertThat(scene.weight("v2")).isEqualTo(0.1);
    assertThat(scene.reason())
        .startsWith("frozen by 'quarter' until 2026-01-01T00:30:00Z: the books close; ");
    assertThat(scene.words()).containsOnlyOnce("GateClosed").doesNotContain("GateOpened");
  }

  @Test
  void shouldGoOnAtTheEndOfTheFreezeWithoutAnyReport() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    scene.policy(frozenNow());
    scene.start("fraud-v2", Specs.canary());
    // when
    Optional<Instant> due = scene.processor().dueAt();
    scene.pass(Duration.ofMinutes(11));
    scene.converge();
    // then
    assertThat(due).isPresent();
    assertThat(scene.words()).containsOnlyOnce("GateOpened");
    assertThat(scene.weight("v2")).isEqualTo(0.1);
  }

  @Test
  void shouldKnowWhenTheNextFreezeBegins() {
    // given
    Scene scene = Scene.withNodes();
    scene.policy(SHORT);
    // when
    scene.start("fraud-v2", Specs.canary().withProgressDeadline(Duration.ofHours(2)));
    // then
    assertThat(scene.processor().dueAt()).contains(START.plusSeconds(600));
  }

  @Test
  void shouldLetAStartWaitUntilTheFreezeIsOver() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    scene.policy(frozenNow());
    // when
    scene.start("fraud-v2", Specs.canary());
    scene.converge();
    // then
    assertThat(scene.phase()).isEqualTo("Queued");
    assertThat(scene.weight("v1")).isEqualTo(1);
  }

  @Test
  void shouldRollBackAtOnceWhileFrozen() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.policy(frozenNow());
    // when
    scene.serve(Duration.ofSeconds(60), 0.001, 0.4);
    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(scene.model().gates().areOpen()).isTrue();
  }

  @Test
  void shouldHoldOnlyThoseWhoAreMeant() {
    // given
    Schedule always = new Schedule.Once(START.minusSeconds(60), START.plusSeconds(600));
    Scope others = new Scope(List.of(new Glob("ads*")), new TreeMap<>(), new TreeMap<>());
    Scene scene = Scene.withNodes("node-1");
    scene.policy(freeze(always, others));
    // when
    scene.start("fraud-v2", Specs.canary());
    // then
    assertThat(scene.phase()).isEqualTo("Testing");
  }

  @Test
  void shouldOpenEachGateWhenItsOwnFreezeIsOver() {
    // given
    Schedule minutes = new Schedule.Once(START.minusSeconds(60), START.plusSeconds(120));
    Schedule hours = new Schedule.Once(START.minusSeconds(60), START.plusSeconds(36_000));
    Scene scene = Scene.started(Specs.canary());
    scene.policy(
        new Policy(
            List.of(
                new Freeze("short", "", minutes, Scope.ALL),
                new Freeze("long", "", hours, Scope.ALL)),
            List.of()));
    assertThat(scene.model().closedGates()).extracting(Gate::name).contains("short", "long");
    // when
    scene.pass(Duration.ofMinutes(10));
    // then
    assertThat(scene.model().closedGates()).extracting(Gate::name).containsExactly("long");
  }

  @Test
  void shouldGoOnWhenThePolicyIsTakenAway() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.policy(frozenNow());
    assertThat(scene.model().gates().areOpen()).isFalse();
    // when
    scene.policy(Policy.NONE);
    // then
    assertThat(scene.model().gates().areOpen()).isTrue();
    scene.converge();
    assertThat(scene.weight("v2")).isEqualTo(0.1);
  }

  @Test
  void shouldRefuseToPromoteWhileFrozen() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    // when
    scene.policy(frozenNow());
    // then
    assertThat(Scene.refusal(scene.promote())).contains("it is frozen by 'quarter' until");
  }

  @Test
  void shouldQueueUnderALimitUntilAdmitted() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    Limit one = new Limit("all", 1, Optional.empty(), Scope.ALL);
    scene.policy(new Policy(List.of(), List.of(one)));
    scene.start("fraud-v2", Specs.canary());
    scene.pass(Duration.ofMinutes(60));
    assertThat(scene.phase()).isEqualTo("Queued");
    assertThat(scene.reason()).isEqualTo("queued: at most 1 rollout at once; waiting to begin");
    // when
    scene.admit();
    scene.converge();
    // then
    assertThat(scene.weight("v2")).isEqualTo(0.1);
    assertThat(scene.admit()).isEmpty();
  }

  @Test
  void shouldLeaveTheQueueWhenTheLimitIsTakenAway() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    Limit one = new Limit("all", 1, Optional.empty(), Scope.ALL);
    scene.policy(new Policy(List.of(), List.of(one)));
    scene.start("fraud-v2", Specs.canary());
    // when
    scene.policy(Policy.NONE);
    // then
    assertThat(scene.phase()).isEqualTo("Testing");
  }

  @Test
  void shouldLeaveTheQueueWhenTheLimitIsForOthersFromNowOn() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    Limit one = new Limit("all", 1, Optional.empty(), Scope.ALL);
    Scope others = new Scope(List.of(new Glob("ads*")), new TreeMap<>(), new TreeMap<>());
    scene.policy(new Policy(List.of(), List.of(one)));
    scene.start("fraud-v2", Specs.canary());
    // when
    scene.policy(new Policy(List.of(), List.of(new Limit("all", 1, Optional.empty(), others))));
    // then
    assertThat(scene.phase()).isEqualTo("Testing");
  }

  @Test
  void shouldQueueANewAttemptThatSupersedesARunningOne() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.policy(frozenNow());
    // when
    scene.supersede("fraud-v3", Specs.canary());
    scene.converge();
    // then
    assertThat(scene.phase()).isEqualTo("Queued");
    assertThat(scene.weight("v1")).isEqualTo(1);
  }
}
