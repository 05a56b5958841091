package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.LauncherContract;
import dev.turnout.agents.probe.HealthChecker;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.probe.HttpHealthChecker;
import dev.turnout.agents.probe.HttpProbe;
import dev.turnout.agents.router.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest extends LauncherContract {
  private final HttpProbe probe = new HttpProbe();
  private final List<HealthChecker> checkers = new ArrayList<>();
  @TempDir private Path directory;

  @Override
  protected Launcher newLauncher() throws IOException {
    return launcher("serve");
  }

  private ProcessLauncher launcher(String mode) throws IOException {
    return launcher(mode, Duration.ofSeconds(20));
  }

  private ProcessLauncher launcher(String mode, Duration startTimeout) throws IOException {
    CommandTemplate command =
        new CommandTemplate(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TinyServer.class.getName(),
                "{port}",
                mode),
            Map.of());
    ProcessConfig config =
        ProcessConfig.of("fraud", command, directory)
            .withLimits(startTimeout, Duration.ofMillis(500), 2, Duration.ofMillis(50));
    return new ProcessLauncher(config, freePorts(), health());
  }

  private HealthChecker health() {
    HealthChecker checker =
        new HttpHealthChecker(
            probe, new HealthConfig("/ping", Duration.ofMillis(20), Duration.ofSeconds(2), 1, 2));
    checkers.add(checker);
    return checker;
  }

  @AfterEach
  void closeProbes() {
    checkers.forEach(HealthChecker::close);
    probe.close();
  }

  private static PortPool freePorts() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      int first = Math.min(socket.getLocalPort(), 65_500);
      return new PortPool(first, first + 20);
    }
  }

  @Test
  void shouldGiveUpOnAProcessThatCrashesAndQuoteItsLastWords() throws IOException {
    try (Launcher launcher = launcher("crash")) {
      // when
      launcher.start(order("v2"));

      // then
      await(() -> launcher.statuses().get("v2") instanceof LaunchStatus.Failed);
      assertThat(((LaunchStatus.Failed) launcher.statuses().get("v2")).reason())
          .isEqualTo(
              "gave up after 2 attempts: its process ended with exit code 3; its last words:"
                  + " loading model | ValueError: bad pickle");
    }
  }

  @Test
  void shouldTryAgainForAnotherAttempt() throws IOException {
    try (Launcher launcher = launcher("crash")) {
      // given
      launcher.start(new LaunchOrder("v2", "", "fraud-v2"));
      await(() -> launcher.statuses().get("v2") instanceof LaunchStatus.Failed);

      // when
      launcher.start(new LaunchOrder("v2", "", "fraud-v2#2"));

      // then
      assertThat(launcher.statuses().get("v2")).isInstanceOf(LaunchStatus.Preparing.class);
    }
  }

  @Test
  void shouldGiveUpOnAProcessThatNeverGetsReady() throws IOException {
    try (Launcher launcher = launcher("sick", Duration.ofMillis(700))) {
      // when
      launcher.start(order("v2"));

      // then
      await(() -> launcher.statuses().get("v2") instanceof LaunchStatus.Failed);
      assertThat(((LaunchStatus.Failed) launcher.statuses().get("v2")).reason())
          .contains("not ready within");
    }
  }

  @Test
  void shouldFailWithoutTheSourceThatTheCommandNeeds() throws IOException {
    // given
    CommandTemplate command =
        new CommandTemplate(List.of("serve", "-m", "{source}", "-p", "{port}"), Map.of());
    ProcessConfig config =
        ProcessConfig.of("fraud", command, directory)
            .withLimits(Duration.ofSeconds(1), Duration.ZERO, 1, Duration.ofMillis(1));
    try (Launcher launcher = new ProcessLauncher(config, freePorts(), health())) {
      // when
      launcher.start(new LaunchOrder("v2", "", ""));

      // then
      await(() -> launcher.statuses().get("v2") instanceof LaunchStatus.Failed);
      assertThat(launcher.statuses().get("v2").toString()).contains("Expected a source");
    }
  }

  @Test
  void shouldStartAProcessThatDiedAgainOnItsPort() throws Exception {
    try (Launcher launcher = launcher("serve")) {
      // given
      launcher.start(order("v1"));
      Endpoint endpoint = ready(launcher, "v1");
      long before = pid("v1");

      // when
      die(endpoint);

      // then
      await(
          () -> pid("v1") != before && launcher.statuses().get("v1") instanceof LaunchStatus.Ready);
      assertThat(ready(launcher, "v1")).isEqualTo(endpoint);
    }
  }

  @Test
  void shouldKillWhatDoesNotEnd() throws IOException {
    try (Launcher launcher = launcher("deaf")) {
      // given
      launcher.start(order("v1"));
      ready(launcher, "v1");
      ProcessHandle process = ProcessHandle.of(pid("v1")).orElseThrow();

      // when
      launcher.stop("v1");

      // then
      await(() -> launcher.statuses().isEmpty());
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void shouldAdoptWhatACrashedAgentLeftRunning() throws IOException {
    // given
    ProcessLauncher crashed = launcher("serve");
    crashed.start(order("v1"));
    Endpoint endpoint = ready(crashed, "v1");
    long pid = pid("v1");

    // when
    try (Launcher next = launcher("serve")) {
      next.start(order("v1"));

      // then
      assertThat(ready(next, "v1")).isEqualTo(endpoint);
      assertThat(pid("v1")).isEqualTo(pid);
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    crashed.close();
  }

  @Test
  void shouldEndWhatItFoundRunningWithAnotherCommand() throws IOException {
    // given
    ProcessLauncher crashed = launcher("serve");
    crashed.start(order("v1"));
    ready(crashed, "v1");
    ProcessHandle process = ProcessHandle.of(pid("v1")).orElseThrow();
    Path record = directory.resolve("v1.process");
    Files.writeString(record, Files.readString(record).replaceAll("command=.*", "command=other"));

    // when
    try (Launcher next = launcher("serve")) {
      // then
      await(() -> next.statuses().isEmpty());
      assertThat(process.isAlive()).isFalse();
    }
    crashed.close();
  }

  @Test
  void shouldPassOverAPortThatAnotherProgramHolds() throws IOException {
    // given
    try (ServerSocket other = new ServerSocket(0)) {
      int held = Math.min(other.getLocalPort(), 65_530);

      // when
      int taken = new PortPool(held, held + 5).take().orElseThrow();

      // then
      assertThat(taken).isGreaterThan(held);
    }
  }

  private static Endpoint ready(Launcher launcher, String version) {
    await(() -> launcher.statuses().get(version) instanceof LaunchStatus.Ready);
    return ((LaunchStatus.Ready) launcher.statuses().get(version)).endpoint();
  }

  private long pid(String version) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(directory.resolve(version + ".process"))) {
      properties.load(reader);
    } catch (IOException e) {
      return 0;
    }
    return Long.parseLong(properties.getProperty("pid"));
  }

  private static void die(Endpoint endpoint) throws InterruptedException {
    try {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(endpoint + "/die")).build(),
              HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // It cannot answer any more.
    }
  }
}
