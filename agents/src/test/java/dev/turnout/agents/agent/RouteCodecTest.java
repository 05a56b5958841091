package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.DesiredVersion;
import dev.turnout.agents.convergence.SmokeOrder;
import dev.turnout.agents.probe.JsonCheck;
import dev.turnout.agents.probe.ProbeRequest;
import dev.turnout.agents.probe.SmokeTest;
import dev.turnout.agents.routing.AnswerRule;
import dev.turnout.agents.routing.MirrorRoute;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import dev.turnout.events.HttpCheck;
import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.SmokeTestOrder;
import dev.turnout.events.StickinessKind;
import dev.turnout.schemas.RecordTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteCodecTest {
  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  private static RouteTable.Builder wire() {
    return RouteTable.newBuilder()
        .setModel("fraud")
        .setEpoch(7)
        .setRollout("fraud-v2")
        .setSalt("salt")
        .setStickiness(new dev.turnout.events.Stickiness(StickinessKind.COOKIE, "user"))
        .setVersions(
            List.of(
                new dev.turnout.events.VersionRoute("v1", null, Role.STABLE, 0.9),
                new dev.turnout.events.VersionRoute("v2", "models:/fraud/2", Role.CANDIDATE, 0.1)));
  }

  @Test
  void shouldReadEveryField() {
    // given
    RouteTable wire =
        wire()
            .setSmokeTests(
                List.of(
                    new SmokeTestOrder(
                        "fraud-v2/0",
                        "v2",
                        HttpCheck.newBuilder()
                            .setMethod("POST")
                            .setPath("/invocations")
                            .setHeaders(Map.of("a", "b"))
                            .setBody("{}")
                            .setExpectedStatus(201)
                            .setJsonPointer("/predictions/0")
                            .setExpectedJson("0.5")
                            .setTolerance(0.1)
                            .setTimeoutMs(1500)
                            .build())))
            .setMirror(
                new dev.turnout.events.MirrorRoute(
                    "v2", 0.25, List.of(new dev.turnout.events.AnswerRule("/scores", 0.0, true))))
            .build();

    // when
    DesiredTable table = RouteCodec.decode(wire, "node-1");

    // then
    ProbeRequest request =
        new ProbeRequest("POST", "/invocations", Map.of("a", "b"), "{}", Duration.ofMillis(1500));
    assertThat(table)
        .isEqualTo(
            new DesiredTable(
                new RouteSnapshot(
                    "fraud",
                    7,
                    "salt",
                    Stickiness.cookie("user"),
                    List.of(new VersionRoute("v2", 0.1), new VersionRoute("v1", 0.9)),
                    List.of(
                        new MirrorRoute("v2", 0.25, List.of(new AnswerRule("/scores", 0, true))))),
                "fraud-v2",
                List.of(
                    new DesiredVersion("v1", "", false),
                    new DesiredVersion("v2", "models:/fraud/2", true)),
                List.of(
                    new SmokeOrder(
                        "fraud-v2/0",
                        "v2",
                        new SmokeTest(
                            request, 201, List.of(new JsonCheck("/predictions/0", "0.5", 0.1)))))));
  }

  @ParameterizedTest
  @EnumSource(StickinessKind.class)
  void shouldKnowEveryStickiness(StickinessKind kind) {
    // given
    String name = kind == StickinessKind.NONE ? null : "user";

    // when
    DesiredTable table =
        RouteCodec.decode(
            wire().setStickiness(new dev.turnout.events.Stickiness(kind, name)).build(), "node-1");

    // then
    assertThat(table.routes().stickiness().source().name()).isEqualTo(kind.name());
  }

  @Test
  void shouldGiveTheCandidateAllTrafficOnTheNodesThatTheTableNames() {
    // given
    RouteTable wire = wire().setCandidateNodes(List.of("node-2", "node-3")).build();

    // when
    DesiredTable named = RouteCodec.decode(wire, "node-2");
    DesiredTable other = RouteCodec.decode(wire, "node-1");

    // then
    assertThat(named.routes().routes())
        .containsExactly(new VersionRoute("v2", 1), new VersionRoute("v1", 0));
    assertThat(other).isEqualTo(RouteCodec.decode(wire().build(), "node-1"));
    assertThat(named.epoch()).isEqualTo(other.epoch());
  }

  @Test
  void shouldReadTheTableOfAModelWithoutVersions() {
    assertThat(RouteCodec.decode(wire().setVersions(List.of()).build(), "node-1").versions())
        .isEmpty();
  }

  @Test
  void shouldRefuseTablesThatBreakARule() {
    assertThatThrownBy(() -> RouteCodec.decode(wire().setModel("../x").build(), "node-1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteCodec.decode(wire().setEpoch(0).build(), "node-1"))
        .hasMessage("Expected an epoch of at least 1, but got 0");
    assertThatThrownBy(
            () ->
                RouteCodec.decode(
                    wire()
                        .setVersions(
                            List.of(
                                new dev.turnout.events.VersionRoute("v1", null, Role.STABLE, 0.5)))
                        .build(),
                    "node-1"))
        .hasMessageContaining("to sum to exactly 1.0");
  }
}
