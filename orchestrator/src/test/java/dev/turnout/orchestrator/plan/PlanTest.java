package dev.turnout.orchestrator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Optional<AnalysisSpec> ANALYSIS =
      Optional.of(AnalysisSpec.of(Rate.errors("errors")));
  private static final Optional<HttpCheck> CHECK =
      Optional.of(HttpCheck.of("POST", "/invocations", Optional.of("{}")));

  private static final Labels ZONE = Labels.of(Map.of("zone", "a"));

  @Test
  void shouldExpandACanary() {
    CanaryStrategy canary =
        new CanaryStrategy(
            CHECK, List.of(stage(0.01, 10), stage(0.1, 30), stage(0.5, 60)), Duration.ofHours(24));

    Plan plan = canary.expand(ANALYSIS);

    assertThat(words(plan))
        .containsExactly(
            "smokeTest POST /invocations",
            "setWeight 0.01",
            "analysis 10m (beta 0.5)",
            "setWeight 0.1",
            "analysis 30m (beta 0.2)",
            "setWeight 0.5",
            "analysis 1h",
            "setWeight 1",
            "bake 24h",
            "retire");
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.fullWeightStep()).hasValue(7);
    assertThat(plan.expectedDuration(8)).isEqualTo(Duration.ofMinutes(100).plusHours(24));
  }

  @Test
  void shouldExpandABlueGreen() {
    BlueGreenStrategy blueGreen =
        new BlueGreenStrategy(CHECK, Optional.of(stage(0.05, 5)), true, Duration.ofHours(1));

    assertThat(words(blueGreen.expand(ANALYSIS)))
        .containsExactly(
            "smokeTest POST /invocations",
            "setWeight 0.05",
            "analysis 5m",
            "pause",
            "setWeight 1",
            "bake 1h",
            "retire");
  }

  @Test
  void shouldNotSetFullWeightTwice() {
    CanaryStrategy canary =
        new CanaryStrategy(Optional.empty(), List.of(stage(0.5, 1), stage(1, 1)), Duration.ZERO);

    Plan plan = canary.expand(ANALYSIS);

    assertThat(words(plan))
        .containsExactly(
            "setWeight 0.5", "analysis 1m (beta 0.5)", "setWeight 1", "analysis 1m", "retire");
    assertThat(plan.warnings()).hasSize(2);
  }

  @Test
  void shouldExpandARolling() {
    RollingStrategy rolling =
        new RollingStrategy(
            CHECK,
            new NodeLimit.Count(2),
            ZONE,
            List.of(),
            Duration.ofMinutes(10),
            Duration.ofHours(24));

    Plan plan = rolling.expand(ANALYSIS);

    assertThat(words(plan))
        .containsExactly(
            "smokeTest POST /invocations",
            "switchNodes of zone=a, 2 at a time",
            "analysis 10m",
            "pause",
            "switchNodes, 2 at a time",
            "analysis 10m",
            "bake 24h",
            "retire");
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.fullWeightStep()).hasValue(4);
    assertThat(plan.isRepeated(2)).isTrue();
    assertThat(plan.isRepeated(6)).isFalse();
    assertThat(plan.expectedDuration(5)).isEqualTo(Duration.ofMinutes(60).plusHours(24));
    assertThat(plan.forFirstVersion().steps()).hasSize(2);
  }

  @Test
  void shouldRefuseStepsThatLeaveNodesOrSwitchThemTwice() {
    SwitchNodesStep all = SwitchNodesStep.of(NodeLimit.ONE);
    SwitchNodesStep some = new SwitchNodesStep(NodeLimit.ONE, ZONE, List.of());

    assertRefused("leaves those that no selector names", some);
    assertRefused(
        "step 2 (switchNodes, 1 at a time) to have nodes that are not switched", all, all);
    assertRefused(
        "to have no setWeight before it (a node is switched", weight(0.5), all, weight(1));
    assertRefused("to have no switchNodes before it", some, weight(0.5), weight(1));
    assertRefused("weights grow", all, weight(1));
    assertThat(new Plan(List.of(some, weight(1))).promotes()).isTrue();
  }

  @Test
  void shouldCountNodes() {
    NodeLimit quarter = new NodeLimit.Share(new Weight(0.25));

    assertThat(quarter.of(8)).isEqualTo(2);
    assertThat(quarter.of(11)).isEqualTo(2);
    assertThat(quarter.of(3)).isEqualTo(1);
    assertThatThrownBy(() -> new NodeLimit.Count(0))
        .hasMessageContaining("write 1 for node by node");
    assertThatThrownBy(() -> new NodeLimit.Share(Weight.FULL)).hasMessageContaining("0.25");
    assertThatThrownBy(() -> new SwitchNodesStep(quarter, ZONE, List.of(Labels.NONE)))
        .hasMessageContaining("write {zone: a}");
  }

  @Test
  void shouldOnlyTestAndSwitchAFirstVersion() {
    CanaryStrategy canary =
        new CanaryStrategy(CHECK, List.of(stage(0.1, 1)), Duration.ofMinutes(1));

    assertThat(words(canary.expand(ANALYSIS).forFirstVersion()))
        .containsExactly("smokeTest POST /invocations", "setWeight 1");
  }

  @Test
  void shouldRefusePlansThatGoWrong() {
    assertRefused("at least one step");
    assertRefused("ends at weight 1", weight(0.5));
    assertRefused("weight above the 0.5 before it", weight(0.5), weight(0.2), weight(1));
    assertRefused(
        "step 1 (analysis 1m) to have a setWeight or a mirror before it",
        AnalysisStep.of(Duration.ofMinutes(1)),
        weight(1));
    assertRefused(
        "step 2 (bake 1m) to have a setWeight 1.0 before it",
        weight(0.5),
        new BakeStep(Duration.ofMinutes(1)),
        weight(1));
    assertRefused(
        "step 2 (retire) to be the last step",
        weight(1),
        new RetireStep(),
        new BakeStep(Duration.ofMinutes(1)));
  }

  @Test
  void shouldExpandAShadowThatEndsWithoutASwitch() {
    // given
    ShadowStrategy shadow = shadow(Optional.empty());

    // when
    Plan plan = shadow.expand(ANALYSIS);

    // then
    assertThat(words(plan))
        .containsExactly(
            "smokeTest POST /invocations",
            "mirror 0.2 (compare /predictions/0 within 0.001, /scores top1)",
            "analysis 30m",
            "mirror 0");
    assertThat(plan.promotes()).isFalse();
    assertThat(plan.fullWeightStep()).isEmpty();
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void shouldExpandAShadowThatGoesOnAsACanary() {
    // given
    CanaryStrategy canary =
        new CanaryStrategy(
            Optional.empty(), List.of(stage(0.1, 10), stage(0.5, 10)), Duration.ofHours(1));

    // when
    Plan plan = shadow(Optional.of(canary)).expand(ANALYSIS);

    // then
    assertThat(words(plan))
        .containsExactly(
            "smokeTest POST /invocations",
            "mirror 0.2 (compare /predictions/0 within 0.001, /scores top1)",
            "analysis 30m",
            "mirror 0",
            "setWeight 0.1",
            "analysis 10m (beta 0.5)",
            "setWeight 0.5",
            "analysis 10m",
            "setWeight 1",
            "bake 1h",
            "retire");
    assertThat(words(plan.forFirstVersion()))
        .containsExactly("smokeTest POST /invocations", "setWeight 1");
  }

  @Test
  void shouldRefuseCopiesThatGoWrong() {
    assertRefused("ends without copies, but it ends at mirror 0.1 (add {mirror: 0})", mirror(0.1));
    assertRefused("step 1 (mirror 0) to change the mirror of 0 before it", mirror(0));
    assertRefused(
        "step 2 (mirror 0.1) to change the mirror of 0.1 before it", mirror(0.1), mirror(0.1));
    assertRefused(
        "step 2 (setWeight 1) to have a mirror 0 before it", mirror(0.1), weight(1), mirror(0));
    assertRefused(
        "step 2 (mirror 0.1) to come before the first setWeight",
        weight(0.1),
        mirror(0.1),
        mirror(0),
        weight(1));
    assertRefused(
        "step 3 (analysis 1m) to have a setWeight or a mirror before it",
        mirror(0.1),
        mirror(0),
        AnalysisStep.of(Duration.ofMinutes(1)));
    assertThatThrownBy(() -> new MirrorStep(Weight.ZERO, List.of(new AnswerRule("", 0, false))))
        .hasMessageContaining("write {mirror: 0} to end the copying");
  }

  @Test
  void shouldRefuseRulesThatSayNothing() {
    assertThatThrownBy(() -> new AnswerRule("predictions/0", 0, false))
        .hasMessageContaining("starts with a slash");
    assertThatThrownBy(() -> new AnswerRule("/a~2", 0, false)).hasMessageContaining("JSON pointer");
    assertThatThrownBy(() -> new AnswerRule("/a", -1, false)).hasMessageContaining("tolerance");
    assertThatThrownBy(() -> new AnswerRule("/a", 0.1, true)).hasMessageContaining("got both");
  }

  @Test
  void shouldRefuseACandidateThatIsTheStableVersion() {
    RolloutSpec spec =
        RolloutSpec.of(
            VersionRef.of("v2"),
            new CanaryStrategy(CHECK, List.of(stage(0.1, 1)), Duration.ZERO),
            ANALYSIS);

    assertThatThrownBy(() -> spec.withStable(VersionRef.of("v2")))
        .hasMessage("Expected a candidate other than the stable version v2 (name the new version)");
  }

  @Test
  void shouldRefuseASpecWhoseStagesShrink() {
    CanaryStrategy shrinking =
        new CanaryStrategy(CHECK, List.of(stage(0.5, 1), stage(0.1, 1)), Duration.ZERO);

    assertThatThrownBy(() -> RolloutSpec.of(VersionRef.of("v2"), shrinking, ANALYSIS))
        .hasMessageContaining("(weights grow)");
  }

  private static void assertRefused(String message, Step... steps) {
    assertThatThrownBy(() -> new Plan(List.of(steps))).hasMessageContaining(message);
  }

  private static ShadowStrategy shadow(Optional<CanaryStrategy> then) {
    return new ShadowStrategy(
        CHECK,
        new Weight(0.2),
        Duration.ofMinutes(30),
        List.of(new AnswerRule("/predictions/0", 0.001, false), new AnswerRule("/scores", 0, true)),
        then);
  }

  private static MirrorStep mirror(double fraction) {
    return new MirrorStep(new Weight(fraction), List.of());
  }

  private static SetWeightStep weight(double value) {
    return new SetWeightStep(new Weight(value));
  }

  private static CanaryStage stage(double weight, int minutes) {
    return new CanaryStage(new Weight(weight), Duration.ofMinutes(minutes));
  }

  private static List<String> words(Plan plan) {
    return plan.steps().stream().map(Step::inWords).toList();
  }
}
