package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.accesslog.MeasuredPlane;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.testing.FreePorts;
import dev.turnout.agents.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real NGINX in front of two models, in a directory of its own. */
final class NginxUnderTest implements AutoCloseable {
  final NginxSettings settings;
  final NginxRouter router;
  private final Path program;
  private Process process;

  /** This machine's NGINX in the best of these modes. */
  NginxUnderTest(Predicate<NginxMode> these) {
    this(Programs.require("nginx"), these, Optional.empty());
  }

  NginxUnderTest(Path program, Predicate<NginxMode> these, Optional<ListenAddress> log) {
    this.program = program;
    try {
      Path directory = Files.createTempDirectory("turnout-nginx");
      // The workers are nobody if the master is root.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      settings =
          new NginxSettings(
              program.toString(),
              directory,
              Map.of("fraud", free(), "churn", free()),
              log,
              MeasuredPlane.REQUEST_TIMEOUT,
              Duration.ofSeconds(4));
      router = NginxRouter.open(settings, these);
      process = start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port(String model) {
    return settings.listeners().get(model).port();
  }

  NginxControl control() {
    return new NginxControl(settings);
  }

  void restart() throws IOException {
    close();
    control().clean();
    process = start();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start() throws IOException {
    Path log = settings.directory().resolve("log");
    Process started =
        new ProcessBuilder(
                program.toString(), "-c", settings.configFile().toString(), "-g", "daemon off;")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (int i = 0; i < 3000 && started.isAlive(); i++) {
      if (control().answers()) {
        return started;
      }
      sleep();
    }
    throw new IllegalStateException(Files.readString(log));
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
