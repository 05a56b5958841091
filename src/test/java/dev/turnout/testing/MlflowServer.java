package dev.turnout.testing;

import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MLflow server, where MLflow is installed: named by {@code TURNOUT_MLFLOW} (the program
 * {@code mlflow} of a virtual environment, as {@code .ci/with-mlflow} prints it), or on the path.
 */
public final class MlflowServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final int port;

  private MlflowServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The program; empty where MLflow is not installed, which is printed. */
  public static Optional<Path> program() {
    Optional<Path> found =
        Stream.concat(
                Stream.ofNullable(System.getenv("TURNOUT_MLFLOW")).map(Path::of),
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                    .map(folder -> Path.of(folder, "mlflow")))
            .filter(Files::isExecutable)
            .findFirst();
    System.out.printf(
        "[mlflow] %s%n",
        found
            .map(Path::toString)
            .orElse(
                "not installed (.ci/with-mlflow installs it), so the tests with a real server did not run"));
    return found;
  }

  /**
   * Starts a server with a database and artifacts of its own; ready when this returns.
   *
   * @param folder for its database, artifacts and log
   */
  public static MlflowServer start(Path program, Path folder)
      throws IOException, InterruptedException {
    return start(program, folder, FreePorts.take());
  }

  /** The same on this port. */
  public static MlflowServer start(Path program, Path folder, int port)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                program.toString(),
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("artifacts").toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false",
                "MLFLOW_DISABLE_TELEMETRY", "true",
                // Webhooks to this machine, and without TLS, are for tests only.
                "MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "http",
                "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS", "true",
                // Else a new webhook hears of nothing for up to a minute.
                "MLFLOW_WEBHOOK_CACHE_TTL", "1"));
    Path log = folder.resolve("mlflow.log");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(folder.toFile())
            .start();
    MlflowServer server = new MlflowServer(process, port);
    server.awaitReady(log);
    return server;
  }

  public String uri() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends the server and what it started. */
  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health = HttpRequest.newBuilder(URI.create(uri() + "/health")).build();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      Thread.sleep(100);
    }
    close();
    throw new IllegalStateException("MLflow did not start:\n" + Files.readString(log));
  }
}
