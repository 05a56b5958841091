package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.StepsStrategy;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollingTest {
  private static final NodeLimit HALF = new NodeLimit.Share(new Weight(0.5));

  @Test
  void shouldSwitchNodeByNodeAndPromote() {
    // given
    Scene scene = started(Specs.rolling());

    // when
    scene.serve(Duration.ofMinutes(6), 0.01, 0.01);

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(batches(scene)).containsExactly("a1", "a2", "b1", "b2");
    assertThat(scene.words())
        .containsSubsequence(
            "NodesSwitched", "StepCompleted", "StepEntered", "VerdictReached", "StepCompleted")
        .containsSubsequence("NodesSwitched", "NodesSwitched", "NodesSwitched", "NodesSwitched")
        .containsSubsequence("NodesSwitched", "WeightSet", "RolloutEnded");
    assertThat(scene.tables)
        .extracting(RouteTable::candidateNodes)
        .map(List::copyOf)
        .containsSubsequence(
            List.of(),
            List.of("a1"),
            List.of("a1", "a2"),
            List.of("a1", "a2", "b1"),
            List.of("a1", "a2", "b1", "b2"),
            List.of());
    assertThat(scene.model().routeTable().orElseThrow().versions()).hasSize(1);
  }

  @Test
  void shouldCompareNothingWhenNoNodeIsLeft() {
    // given
    Scene scene = started(Specs.rolling(HALF, Labels.NONE));

    // when
    scene.serve(Duration.ofSeconds(40), 0.01, 0.01);

    // then
    assertThat(batches(scene)).containsExactly("a1,a2", "b1,b2");
    assertThat(scene.phase()).isEqualTo("Baking");
    assertThat(scene.journal.stream().map(Entry::event))
        .contains(
            new StepCompleted(
                scene.rollout().id(),
                2,
                "no node is left on the stable version to compare with",
                Optional.empty()));
  }

  @Test
  void shouldBringBackTheOneNodeThatHadABadCandidate() {
    // given
    Scene scene = started(Specs.rolling());
    assertThat(scene.weight("v2", "a1")).isEqualTo(1);
    assertThat(scene.weight("v2", "a2")).isZero();

    // when
    scene.serve(Duration.ofSeconds(20), 0.01, 0.4);

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(batches(scene)).containsExactly("a1");
    assertThat(scene.weight("v1", "a1")).isEqualTo(1);
    assertThat(scene.weight("v2")).isZero();
  }

  @Test
  void shouldSwitchNoOtherNodeWhileOneIsInDoubt() {
    // given
    Scene scene = started(Specs.rolling());
    scene.silence("b2");

    // when
    scene.serve(Duration.ofMinutes(2), 0.01, 0.01);

    // then
    assertThat(batches(scene)).containsExactly("a1");
    assertThat(scene.phase()).isEqualTo("Switching");
    assertThat(scene.reason()).contains("1 of 4 nodes switched; waiting for b2 (lost) to be well");

    // when
    scene.join("b2");
    scene.serve(Duration.ofSeconds(5), 0.01, 0.01);

    // then
    assertThat(batches(scene)).containsExactly("a1", "a2");
  }

  @Test
  void shouldRollBackWhenANodeStaysInDoubt() {
    // given
    Scene scene = started(Specs.rolling());
    scene.serve(Duration.ofSeconds(10), 0.01, 0.01);
    scene.node("b1").say("v2", VersionState.PREPARING);
    scene.report("b1");

    // when
    scene.silence("b1");
    scene.serve(Duration.ofMinutes(12), 0.01, 0.01);

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(batches(scene)).containsExactly("a1");
    assertThat(scene.reason()).contains("no progress for 10m").contains("b1");
  }

  @Test
  void shouldSwitchANodeThatJoinsInTheMiddle() {
    // given
    Scene scene = started(Specs.rolling());
    scene.serve(Duration.ofSeconds(10), 0.01, 0.01);

    // when
    scene.join("a3").update();
    scene.leave("b2");
    scene.converge();

    // then
    assertThat(scene.weight("v1", "a3")).isEqualTo(1);
    scene.serve(Duration.ofMinutes(6), 0.01, 0.01);
    assertThat(batches(scene)).containsExactly("a1", "a2", "a3", "b1");
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldGiveANodeThatComesBackTheVersionItHad() {
    // given
    Scene scene = started(Specs.rolling());

    // when
    scene.leave("a1");
    scene.serve(Duration.ofSeconds(5), 0.01, 0.01);

    // then
    assertThat(scene.weight("v2", "a1")).isEqualTo(1);
  }

  @Test
  void shouldAskAPersonBeforeItTouchesNodesThatAreNotSelected() {
    // given
    Scene scene = started(Specs.rolling(NodeLimit.ONE, Specs.ZONE_A));

    // when
    scene.serve(Duration.ofMinutes(30), 0.01, 0.01);

    // then
    assertThat(scene.phase()).isEqualTo("Waiting");
    assertThat(batches(scene)).containsExactly("a1", "a2");
    assertThat(scene.weight("v1", "b1")).isEqualTo(1);

    // when
    scene.promote();
    scene.serve(Duration.ofMinutes(4), 0.01, 0.01);

    // then
    assertThat(batches(scene)).containsExactly("a1", "a2", "b1", "b2");
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldWaitForASelectedNode() {
    // given
    Scene scene = started(Specs.rolling(NodeLimit.ONE, Labels.of(Map.of("zone", "nowhere"))));

    // then
    assertThat(scene.phase()).isEqualTo("Switching");
    assertThat(scene.reason()).isEqualTo("waiting for a first node with zone=nowhere");
    scene.pass(Duration.ofMinutes(11));
    assertThat(scene.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void shouldFollowTheOrderAndMixNoGroups() {
    // given
    Scene scene =
        started(
            Specs.rolling(
                new NodeLimit.Count(3),
                Labels.NONE,
                Labels.of(Map.of("node", "b2")),
                Labels.of(Map.of("zone", "b"))));

    // when
    scene.serve(Duration.ofMinutes(4), 0.01, 0.01);

    // then
    assertThat(batches(scene)).containsExactly("b2", "b1", "a1,a2");
  }

  @Test
  void shouldSwitchAllOtherNodesWhenAPersonAsksForIt() {
    // given
    Scene scene = started(Specs.rolling(NodeLimit.ONE, Specs.ZONE_A));

    // when
    scene.promoteFull();

    // then
    assertThat(scene.weight("v2", "b2")).isEqualTo(1);
    assertThat(scene.weight("v2", "one that joins")).isEqualTo(1);
    scene.converge();
    scene.pass(Duration.ofMinutes(2));
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.FAST_PROMOTED);
    assertThat(Scene.refusal(scene.promoteFull())).contains("Expected");
  }

  @Test
  void shouldGoOnToTheNextBatchWhenAPersonPromotes() {
    // given
    Scene scene = started(Specs.rolling());

    // when
    scene.promote();
    scene.converge();

    // then
    assertThat(batches(scene)).containsExactly("a1", "a2");
    assertThat(scene.phase()).isEqualTo("Analysing");
  }

  @Test
  void shouldBringAllNodesBackWhenItIsAborted() {
    // given
    Scene scene = started(Specs.rolling());
    scene.serve(Duration.ofSeconds(40), 0.01, 0.01);
    assertThat(scene.rollout().switched()).hasSizeGreaterThan(1);

    // when
    scene.abort();

    // then
    assertThat(scene.weight("v2")).isZero();
    assertThat(scene.phase()).isEqualTo("TurningBack");
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);

    // when
    scene.retry();
    scene.converge();

    // then
    assertThat(scene.rollout().switched()).containsExactly(new NodeName("a1"));
  }

  @Test
  void shouldSwitchBatchAfterBatchWhereNothingIsAnalysed() {
    // given
    RolloutSpec spec =
        Specs.rolling(
            new StepsStrategy(List.of(new SwitchNodesStep(HALF, Labels.NONE, List.of()))));

    // when
    Scene scene = started(spec);

    // then
    assertThat(batches(scene)).containsExactly("a1,a2", "b1,b2");
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  @Test
  void shouldSwitchNothingMoreWhileAnAgentIsTooOldForIt() {
    // given
    Scene scene = started(Specs.rolling());
    scene.node("b2").label("turnout.dev/data-plane-can", "WEIGHTS");
    scene.report("b2");

    // when
    scene.serve(Duration.ofSeconds(60), 0.01, 0.01);

    // then
    assertThat(batches(scene)).containsExactly("a1");
    assertThat(scene.processor().view().attempt().orElseThrow().reason())
        .endsWith("waiting for a newer agent on b2, which can be switched without the others");

    // when
    scene.updated().serve(Duration.ofSeconds(60), 0.01, 0.01);

    // then
    assertThat(batches(scene)).startsWith("a1", "a2", "b1");
  }

  @Test
  void shouldSayWhichNodesAreNext() {
    // given
    Scene scene = started(Specs.rolling(HALF, Labels.NONE));

    // when
    var attempt = scene.processor().view().attempt().orElseThrow();

    // then
    assertThat(attempt.next()).extracting(NodeName::value).containsExactly("b1", "b2");
    assertThat(attempt.rollout().weight()).isEqualTo(new Weight(0.5));
  }

  /** Four nodes in two zones, that have made everything true that was asked until now. */
  private static Scene started(RolloutSpec spec) {
    Scene scene = Scene.withNodes("a1", "a2", "b1", "b2").updated();
    scene.nodes().forEach(node -> node.label("zone", node.name().value().substring(0, 1)));
    scene.nodes().forEach(node -> scene.report(node.name().value()));
    scene.start("fraud-v2", spec);
    scene.converge();
    return scene;
  }

  private static List<String> batches(Scene scene) {
    return scene.journal.stream()
        .map(Entry::event)
        .filter(NodesSwitched.class::isInstance)
        .map(
            event ->
                String.join(
                    ",", ((NodesSwitched) event).nodes().stream().map(NodeName::value).toList()))
        .toList();
  }
}
