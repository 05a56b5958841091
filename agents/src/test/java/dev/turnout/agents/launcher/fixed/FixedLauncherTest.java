package dev.turnout.agents.launcher.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.LauncherContract;
import dev.turnout.agents.router.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FixedLauncherTest extends LauncherContract {
  private static final Map<String, Endpoint> ENDPOINTS =
      Map.of(
          "v1", Endpoint.parse("http://127.0.0.1:1234"),
          "v2", Endpoint.parse("http://127.0.0.1:1235"));

  private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());

  @Override
  protected Launcher newLauncher() {
    return new FixedLauncher(ENDPOINTS, endpoint -> trouble.get(), Duration.ofMillis(10));
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
  void shouldFollowWhatTheProbeSays() {
    try (Launcher launcher = newLauncher()) {
      // given
      trouble.set(Optional.of("GET /ping answered 503"));
      launcher.start(order("v1"));
      await(
          () ->
              launcher
                  .statuses()
                  .containsValue(new LaunchStatus.Preparing("GET /ping answered 503")));

      // when
      trouble.set(Optional.empty());

      // then
      await(() -> launcher.statuses().get("v1") instanceof LaunchStatus.Ready);
      trouble.set(Optional.of("gone"));
      await(() -> launcher.statuses().containsValue(new LaunchStatus.Preparing("gone")));
    }
  }
}
