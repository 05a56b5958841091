package dev.turnout.orchestrator.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  @Test
  void shouldRefuseWeightsThatDoNotSumToOne() {
    assertThatThrownBy(() -> table(route("v1", Role.STABLE, 0.8), route("v2", Role.CANDIDATE, 0.1)))
        .hasMessageStartingWith("Expected the weights of model fraud to sum to exactly 1.0");
  }

  @Test
  void shouldServeNobodyOnlyWhileThereIsNoLiveVersion() {
    assertThat(table(route("v1", Role.CANDIDATE, 0)).serves()).isFalse();
    assertThat(table().serves()).isFalse();
    assertThatThrownBy(() -> table(route("v1", Role.STABLE, 0)))
        .hasMessageContaining("to sum to exactly 1.0");
  }

  @Test
  void shouldRefuseAVersionTwice() {
    assertThatThrownBy(() -> table(route("v1", Role.STABLE, 0.5), route("v1", Role.CANDIDATE, 0.5)))
        .hasMessage("Expected each version once in a table, but got v1 twice");
  }

  @Test
  void shouldCompareContentWithoutTheEpoch() {
    RouteTable table = table(route("v1", Role.STABLE, 1));

    assertThat(table.sameContentAs(table.withEpoch(9))).isTrue();
    assertThat(table.sameContentAs(table(route("v2", Role.STABLE, 1)))).isFalse();
  }

  private static VersionRoute route(String version, Role role, double weight) {
    return new VersionRoute(VersionRef.of(version), role, new Weight(weight));
  }

  private static RouteTable table(VersionRoute... routes) {
    return new RouteTable(
        new ModelName("fraud"),
        1,
        Optional.of("fraud-v2"),
        "fraud-v2",
        Stickiness.NONE,
        Arrays.asList(routes),
        List.of(),
        Optional.empty(),
        new TreeSet<>());
  }
}
