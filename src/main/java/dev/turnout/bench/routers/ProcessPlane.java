package dev.turnout.bench.routers;

import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A data plane that is a process of its own. */
final class ProcessPlane implements Plane {
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Router router;
  private final int port;
  private final Process process;

  private ProcessPlane(Router router, int port, Process process) {
    this.router = router;
    this.port = port;
    this.process = process;
  }

  /** Starts it; when this returns, the router reaches it. */
  static ProcessPlane start(Router router, int port, List<String> command, Path directory)
      throws IOException {
    Path output = directory.resolve("output.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    ProcessPlane plane = new ProcessPlane(router, port, process);
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!plane.answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        plane.close();
        throw new RouterException(
            "Expected %s to start, but it says: %s"
                .formatted(command.get(0), Files.readString(output)));
      }
    }
    return plane;
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.of(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try {
      router.inForce(MODEL);
      return true;
    } catch (RouterException notYet) {
      return false;
    }
  }
}
