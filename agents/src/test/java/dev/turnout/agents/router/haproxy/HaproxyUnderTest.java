package dev.turnout.agents.router.haproxy;

import dev.turnout.agents.router.accesslog.MeasuredPlane;
import dev.turnout.agents.router.local.UnixSocket;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.testing.FreePorts;
import dev.turnout.agents.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real HAProxy in front of two models, in a directory of its own. */
final class HaproxyUnderTest implements AutoCloseable {
  final HaproxySettings settings;
  final HaproxyRouter router;
  private final Path program = Programs.require("haproxy");
  private Process process;

  HaproxyUnderTest(Optional<ListenAddress> log) {
    try {
      Path directory = Files.createTempDirectory("turnout-haproxy");
      settings =
          new HaproxySettings(
              directory,
              Map.of("fraud", free(), "churn", free()),
              List.of(
                  Stickiness.header("X-User-Id"), Stickiness.cookie("uid"), Stickiness.query("u")),
              log,
              MeasuredPlane.REQUEST_TIMEOUT,
              Duration.ofSeconds(4));
      router = HaproxyRouter.open(settings);
      process = start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port(String model) {
    return settings.listeners().get(model).port();
  }

  /** Sends a command of the runtime API. */
  String command(String command) {
    return new UnixSocket(settings.socket(), Duration.ofSeconds(20)).ask(command + "\n");
  }

  void restart() throws IOException {
    close();
    process = start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start() throws IOException {
    Process started =
        new ProcessBuilder(program.toString(), "-db", "-f", settings.configFile().toString())
            .redirectErrorStream(true)
            .redirectOutput(settings.directory().resolve("log").toFile())
            .start();
    for (int i = 0; i < 3000 && started.isAlive(); i++) {
      try {
        command("show info");
        return started;
      } catch (RuntimeException notYet) {
        sleep();
      }
    }
    throw new IllegalStateException(Files.readString(settings.directory().resolve("log")));
  }

  private static void sleep() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ListenAddress free() {
    return new ListenAddress("127.0.0.1", FreePorts.take());
  }
}
