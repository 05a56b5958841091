package dev.turnout.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import dev.turnout.events.NodeView;
import dev.turnout.events.RolloutState;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintDataPlaneTest {
  private static final String HEAD =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: fraud-v2}
      spec:
        model: fraud
        candidate: {version: v2}
        strategy:
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "haproxy | canary: {stages: [{weight: 0.1, for: 1m}], bake: 1h, stickiness: {header: x-user-id}} | ",
        "nginx | canary: {stages: [{weight: 0.1, for: 1m}], bake: 1h, stickiness: {header: x-user-id}} | ",
        "gateway-api | canary: {stages: [{weight: 0.1, for: 1m}], bake: 1h} | ",
        "kubernetes-service | blueGreen: {bake: 1h} | ",
        "kubernetes-service | canary: {stages: [{weight: 0.1, for: 1m}], bake: 1h} | splits by weight for 'setWeight 0.1', but kubernetes-service switches all at once",
        "gateway-api | canary: {stages: [{weight: 0.1, for: 1m}], bake: 1h, stickiness: {header: x-user-id}} | keeps a user on one version, but gateway-api splits each request anew",
      })
  void shouldSayWhatThePlaneCannotKeep(String plane, String strategy, String said) {
    String text = HEAD + "    " + strategy + "\n";

    LintReport report = LintReport.of(text, "rollout.yaml").on(plane, able(plane), "rollout.yaml");

    if (said == null) {
      assertThat(report.problems()).isEmpty();
      assertThat(report.isValid()).isTrue();
    } else {
      assertThat(report.isValid()).isFalse();
      assertThat(report.problems().get(0).toString())
          .startsWith("rollout.yaml:1:1: spec.strategy: Expected a data plane that ")
          .contains(said);
    }
  }

  /** As the orchestrator hears of it. */
  private static Set<dev.turnout.orchestrator.plan.Capability> able(String plane) {
    return dev.turnout.orchestrator.plan.Capability.of(
        new TreeMap<>(DataPlane.label(DataPlane.of(plane).orElseThrow().capabilities())));
  }

  @Test
  void shouldSayWhatANodeOfTheModelCannotKeep() {
    // given
    String text = HEAD + "    canary: {stages: [{weight: 0.1, for: 1m}], bake: 1h}\n";
    NodeView lost = node("node-1", DataPlane.KUBERNETES_SERVICE);
    lost.setLost(true);
    NodeView able = node("node-2", DataPlane.PROXY);
    NodeView unable = node("node-3", DataPlane.KUBERNETES_SERVICE);
    RolloutState state = new RolloutState();

    // when
    state.setNodes(List.of(lost, able));
    LintReport without = LintReport.of(text, "rollout.yaml").on(state, "rollout.yaml");
    state.setNodes(List.of(lost, able, unable));
    LintReport with = LintReport.of(text, "rollout.yaml").on(state, "rollout.yaml");

    // then
    assertThat(without.isValid()).isTrue();
    assertThat(with.problems().get(0).message())
        .contains("'setWeight 0.1', but that of node 'node-3' switches all at once");
  }

  private static NodeView node(String name, DataPlane plane) {
    return new NodeView(name, false, 1L, List.of(), null, DataPlane.label(plane.capabilities()));
  }

  @Test
  void shouldSpeakOfTheSameCapabilitiesOnBothSides() {
    assertThat(Arrays.stream(Capability.values()).map(Enum::name))
        .containsExactlyElementsOf(
            Arrays.stream(dev.turnout.orchestrator.plan.Capability.values())
                .map(Enum::name)
                .toList());
    assertThat(
            dev.turnout.orchestrator.plan.Capability.of(
                new TreeMap<>(DataPlane.label(DataPlane.HAPROXY.capabilities()))))
        .hasSameSizeAs(DataPlane.HAPROXY.capabilities());
  }
}
