package dev.turnout.agents.routing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteSnapshotTest {
  @Test
  void shouldRefuseWeightsThatDoNotSumToOne() {
    assertThatThrownBy(() -> snapshot(new VersionRoute("v2", 0.1), new VersionRoute("v1", 0.8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to sum to exactly 1.0")
        .hasMessageEndingWith("sum to 0.9");
  }

  @Test
  void shouldSumTenthsExactly() {
    // 0.1 + 0.2 + 0.7 is not 1.0 in doubles
    snapshot(new VersionRoute("v3", 0.1), new VersionRoute("v2", 0.2), new VersionRoute("v1", 0.7));
  }

  @Test
  void shouldRefusePercent() {
    assertThatThrownBy(() -> new VersionRoute("v2", 10))
        .hasMessage(
            "Expected the weight of version 'v2' in [0, 1], but got 10.0 (write 0.1 for 10 %)");
  }

  @Test
  void shouldRefuseStepsThatAreTooFine() {
    assertThatThrownBy(() -> new VersionRoute("v2", 0.0000005))
        .hasMessageContaining("in steps of 0.000001");
  }

  @Test
  void shouldRefuseAVersionTwice() {
    assertThatThrownBy(() -> snapshot(new VersionRoute("v1", 0.5), new VersionRoute("v1", 0.5)))
        .hasMessage("Expected each version of model 'fraud' once, but 'v1' came twice");
  }

  @Test
  void shouldRefuseStickinessWithoutAName() {
    assertThatThrownBy(() -> Stickiness.cookie(" "))
        .hasMessage("Expected the name of the cookie that holds the key, but got a blank one");
  }

  private static RouteSnapshot snapshot(VersionRoute... routes) {
    return new RouteSnapshot("fraud", 1, "s", Stickiness.none(), List.of(routes), List.of());
  }
}
