package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.Stickiness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneNeedsTest {
  private static final String LABEL = "turnout.dev/data-plane-can";

  @Test
  void shouldRefuseWeightsWhereAllIsSwitchedAtOnce() {
    assertThat(refusal(Specs.canary(), "GRPC"))
        .isEqualTo(
            "Expected a data plane that splits by weight for 'setWeight 0.1', but that of node 'node-1' switches all at once (use blueGreen without a share before the switch, or another router)");
  }

  @Test
  void shouldRefuseCopiesWhereThereAreNone() {
    assertThat(refusal(Specs.shadow(), "WEIGHTS/STICKY"))
        .startsWith("Expected a data plane that copies requests for 'mirror")
        .endsWith("but that of node 'node-1' does not (use the router proxy, or a canary)");
  }

  @Test
  void shouldRefuseStickinessWhereEachRequestIsSplitAnew() {
    RolloutSpec sticky = Specs.canary().withStickiness(Stickiness.header("x-user-id"));

    assertThat(refusal(sticky, "WEIGHTS/EXACT_SHARE"))
        .startsWith("Expected a data plane that keeps a user on one version");
    assertThat(refusal(sticky, "STICKY/WEIGHTS")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WEIGHTS/TELEPATHY", "WEIGHTS"})
  void shouldStartWherePlanesCanOrSayNothing(String able) {
    assertThat(refusal(Specs.canary(), able)).isEmpty();
  }

  @Test
  void shouldSwitchAllAtOnceAnywhere() {
    assertThat(refusal(Specs.blueGreen(false), "GRPC")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WEIGHTS/EXACT_SHARE/STICKY/HOT_WEIGHTS/LOSSLESS/MIRROR/GRPC"})
  void shouldRefuseToSwitchNodesWhoseAgentsAreTooOldForIt(String able) {
    assertThat(refusal(Specs.rolling(), able))
        .isEqualTo(
            "Expected a data plane whose agent can be switched without the others for 'switchNodes, 1 at a time', but that of node 'node-1' does not say so (update its agent, or use a canary)");
  }

  private static String refusal(RolloutSpec spec, String able) {
    Scene scene = Scene.withNodes("node-1", "node-2");
    if (!able.isEmpty()) {
      scene.node("node-1").label(LABEL, able);
      scene.report("node-1");
    }
    List<RolloutEvent> events = scene.start("fraud-v2", spec);
    return events.get(0) instanceof CommandRefused ? Scene.refusal(events) : "";
  }
}
