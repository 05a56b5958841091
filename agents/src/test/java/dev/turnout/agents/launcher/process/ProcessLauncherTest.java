package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.LauncherContract;
import dev.turnout.agents.probe.HealthChecker;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.probe.HttpHealthChecker;
import dev.turnout.agents.probe.HttpProbe;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest extends LauncherContract {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final HttpProbe probe = new HttpProbe();
  private final List<HealthChecker> checkers = new ArrayList<>();
  @TempDir private Path directory;

  @Override
  protected Launcher newLauncher() throws IOException {
    return launcher("serve");
  }

  private ProcessLauncher launcher(String mode) throws IOException {
    return launcher(mode, START_TIMEOUT);
  }

  private ProcessLauncher launcher(String mode, Duration startTimeout) throws IOException {
    return new ProcessLauncher(config(mode, startTimeout), freePorts(), health());
  }

  private ProcessConfig config(String mode, Duration startTimeout) {
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
    return ProcessConfig.of("fraud", command, directory)
        .withTimes(startTimeout, Duration.ofMillis(500), 2, Duration.ofMillis(50));
  }

  private HealthChecker health() {
    HealthChecker checker =
        new HttpHealthChecker(
            probe, new HealthConfig("/ping", Duration.ofMillis(20), Duration.ofSeconds(20), 1, 2));
    checkers.add(checker);
    return checker;
  }

  @AfterEach
  void closeProbes() {
    checkers.forEach(HealthChecker::close);
    probe.close();
  }

  private static PortPool freePorts() {
    int first = FreePorts.take(21);
    return new PortPool(first, first + 20);
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
            .withTimes(Duration.ofSeconds(1), Duration.ZERO, 1, Duration.ofMillis(1));
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
  void shouldNotTouchAnotherProcessThatGotTheNumberOfItsOwn() throws IOException {
    // given
    Process other = new ProcessBuilder("sleep", "600").start();
    Instant before = other.info().startInstant().orElseThrow().minusSeconds(60);
    new ProcessRecord(order("v1"), 21_000, other.pid(), before, "any")
        .write(directory.resolve("v1.process"));

    // when
    try (Launcher next = launcher("serve")) {
      next.start(order("v1"));

      // then
      ready(next, "v1");
      assertThat(pid("v1")).isNotEqualTo(other.pid());
    }
    assertThat(other.isAlive()).isTrue();
    other.destroy();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldNotTakeAStrangerOnItsPortForItsServer() throws IOException {
    // given
    PortPool pool = freePorts();
    try (Launcher launcher =
        new ProcessLauncher(
            // The reason is to be seen before the next attempt.
            config("idle", START_TIMEOUT)
                .withTimes(START_TIMEOUT, Duration.ofMillis(500), 2, Duration.ofSeconds(3)),
            pool,
            health())) {
      launcher.start(order("v1"));
      await(() -> pid("v1") != 0);

      // when
      HttpServer stranger = stranger(port("v1"));

      // then
      try {
        await(() -> launcher.statuses().get("v1").toString().contains("answers there"));
        assertThat(launcher.statuses().get("v1")).isInstanceOf(LaunchStatus.Preparing.class);
        await(() -> pid("v1") != 0 && port("v1") != stranger.getAddress().getPort());
      } finally {
        stranger.stop(0);
      }
    }
  }

  @Test
  void shouldTakeAStrangerForTheServerWhereTheConfigurationSaysSo() throws IOException {
    // given
    ProcessConfig config =
        config("idle", START_TIMEOUT)
            .withServer(ResourceLimits.none(), Endpoint.Protocol.HTTP1, true);
    try (Launcher launcher = new ProcessLauncher(config, freePorts(), health())) {
      launcher.start(order("v1"));
      await(() -> pid("v1") != 0);

      // when
      HttpServer container = stranger(port("v1"));

      // then
      ready(launcher, "v1");
      container.stop(0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldHoldItsProcessesWithinTheirLimits() throws IOException {
    // given
    ProcessConfig config =
        config("serve", START_TIMEOUT)
            .withServer(
                new ResourceLimits(
                    OptionalLong.of(8L << 30), OptionalInt.of(1), OptionalInt.of(200)),
                Endpoint.Protocol.HTTP1,
                false);
    try (Launcher launcher = new ProcessLauncher(config, freePorts(), health())) {
      // when
      launcher.start(order("v1"));
      ready(launcher, "v1");

      // then
      assertThat(Files.readString(Path.of("/proc/" + pid("v1") + "/limits")))
          .containsPattern("Max data size +8589934592 +8589934592")
          .containsPattern("Max open files +200 +200");
      assertThat(Files.readString(Path.of("/proc/" + pid("v1") + "/status")))
          .containsPattern("Cpus_allowed_list:\\s+[0-9]+\n");
    }
  }

  private static Endpoint ready(Launcher launcher, String version) {
    await(() -> launcher.statuses().get(version) instanceof LaunchStatus.Ready);
    return ((LaunchStatus.Ready) launcher.statuses().get(version)).endpoint();
  }

  private long pid(String version) {
    return recorded(version, "pid");
  }

  private int port(String version) {
    return (int) recorded(version, "port");
  }

  /** 0 while there is no record. */
  private long recorded(String version, String key) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(directory.resolve(version + ".process"))) {
      properties.load(reader);
    } catch (IOException e) {
      return 0;
    }
    return Long.parseLong(properties.getProperty(key, "0"));
  }

  /** A program that is no child of the launcher's and answers like a model server. */
  private static HttpServer stranger(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/ping",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
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
