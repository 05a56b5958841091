package dev.turnout.agents.launcher.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.LauncherContract;
import dev.turnout.agents.probe.Health;
import dev.turnout.agents.probe.HealthChecker;
import dev.turnout.agents.probe.ServedVersion;
import dev.turnout.agents.router.Endpoint;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FixedLauncherTest extends LauncherContract {
  private static final Map<String, Endpoint> ENDPOINTS =
      Map.of(
          "v1", Endpoint.parse("http://127.0.0.1:1234"),
          "v2", Endpoint.parse("http://127.0.0.1:1235"));

  /** Every watched server is as healthy as it was said last. */
  private static final class ToldHealth implements HealthChecker {
    private Health health = Health.unknown().afterSuccess(1);
    private Set<ServedVersion> watched = Set.of();

    @Override
    public void watch(Set<ServedVersion> versions) {
      watched = versions;
    }

    @Override
    public Health health(ServedVersion version) {
      return watched.contains(version) ? health : Health.unknown();
    }

    @Override
    public void close() {}
  }

  private final ToldHealth told = new ToldHealth();

  @Override
  protected Launcher newLauncher() {
    return new FixedLauncher("fraud", ENDPOINTS, told);
  }

  @Test
  void shouldFailAVersionWithoutAnEndpoint() {
    try (Launcher launcher = newLauncher()) {
      // when
      launcher.start(order("v3"));

      // then
      assertThat(launcher.statuses())
          .containsEntry(
              "v3",
              new LaunchStatus.Failed(
                  "Expected an endpoint of version 'v3' in this node's configuration, but it has"
                      + " [v1, v2]"));
    }
  }

  @Test
  void shouldFollowTheHealthChecks() {
    try (Launcher launcher = newLauncher()) {
      // given
      launcher.start(order("v1"));

      // when
      told.health = told.health.afterFailure("GET /ping answered 503", 1);

      // then
      assertThat(launcher.statuses())
          .containsEntry("v1", new LaunchStatus.Preparing("GET /ping answered 503"));
    }
  }
}
