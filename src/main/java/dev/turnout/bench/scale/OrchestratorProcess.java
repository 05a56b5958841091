package dev.turnout.bench.scale;

import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An orchestrator as a user runs it, in a process of its own. */
final class OrchestratorProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final String JCMD =
      Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

  private final Child child;
  private final int adminPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  OrchestratorProcess(Child child, int adminPort) {
    this.child = child;
    this.adminPort = adminPort;
  }

  /** Starts it and returns at once. */
  void start() {
    child.start();
  }

  /**
   * Returns when it has its partitions and their state.
   *
   * @return seconds since it was asked
   */
  double awaitReady() throws InterruptedException {
    long begin = System.nanoTime();
    Patience.until(READY, child.name() + " to be ready", this::isReady);
    return (System.nanoTime() - begin) / 1e9;
  }

  void kill() throws InterruptedException {
    child.kill();
  }

  void stop() throws InterruptedException {
    child.stop();
  }

  Usage usage() {
    return Usage.of(child.pid());
  }

  /** Bytes of the heap that are in use after a collection. */
  double liveHeap() throws InterruptedException {
    collect();
    return metric("jvm_memory_used_bytes{area=\"heap\"");
  }

  /** The sum of the figures whose line begins so; 0 if there is none. */
  double metric(String begin) {
    return get("/metrics").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private boolean isReady() {
    if (!child.isAlive()) {
      throw new IllegalStateException(
          "Expected %s to run, but it ended: see its log".formatted(child.name()));
    }
    return get("/health/ready").isPresent();
  }

  private void collect() throws InterruptedException {
    try {
      Process jcmd =
          new ProcessBuilder(JCMD, Long.toString(child.pid()), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!jcmd.waitFor(1, TimeUnit.MINUTES) || jcmd.exitValue() != 0) {
        throw new IllegalStateException("Expected jcmd to collect garbage in " + child.name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a JDK with jcmd: " + JCMD, e);
    }
  }

  private Optional<String> get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
    try {
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
