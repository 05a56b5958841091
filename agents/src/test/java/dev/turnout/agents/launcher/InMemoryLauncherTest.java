package dev.turnout.agents.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InMemoryLauncherTest extends LauncherContract {
  @Override
  protected Launcher newLauncher() {
    return new InMemoryLauncher();
  }

  @Test
  void shouldTryAFailedVersionAgainForAnotherAttemptOnly() {
    // given
    InMemoryLauncher launcher = new InMemoryLauncher();
    launcher.fail("v2", "no memory");
    launcher.start(new LaunchOrder("v2", "", "fraud-v2"));
    launcher.recover("v2");
    launcher.fail("v2", "no memory");
    LaunchStatus failed = launcher.statuses().get("v2");

    // when
    launcher.start(new LaunchOrder("v2", "", "fraud-v2"));

    // then
    assertThat(launcher.statuses()).containsEntry("v2", failed);
  }
}
