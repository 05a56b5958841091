package dev.turnout.bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code turnout up} that has accepted a command. */
final class AllInOneProcess implements AutoCloseable {
  private static final Pattern PLACES =
      Pattern.compile("broker (\\S+), schema registry (\\S+), data in .*the API: (\\S+)/models");
  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 30;
  private static final String ROLLOUT =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: first}
      spec:
        model: fraud
        stable: {version: v1}
        candidate: {version: v2}
        strategy: {canary: {stages: [{weight: 0.5, for: 1h}]}}
        analysis: {metrics: [{name: errors, errorRate: {}}]}
      """;

  private final Process process;
  private final double seconds;
  private final String broker;
  private final String registry;

  private AllInOneProcess(Process process, double seconds, String broker, String registry) {
    this.process = process;
    this.seconds = seconds;
    this.broker = broker;
    this.registry = registry;
  }

  /** Starts it in an empty folder, and returns when it has accepted the start of a rollout. */
  static AllInOneProcess start(Launcher launcher, Sharing sharing, HttpClient http)
      throws IOException, InterruptedException {
    List<String> ports = List.of("up", "--broker-port=0", "--registry-port=0", "--api-port=0");
    Path errors = launcher.folder().resolve("stderr");
    ProcessBuilder builder = launcher.builder(sharing, ports).redirectError(errors.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    boolean accepted = false;
    try {
      Matcher places = awaitGreeting(process, errors);
      order(http, URI.create(places.group(3) + "/rollouts"));
      double seconds = (System.nanoTime() - start) / 1e9;
      accepted = true;
      return new AllInOneProcess(process, seconds, places.group(1), places.group(2));
    } finally {
      if (!accepted) {
        process.destroyForcibly();
      }
    }
  }

  /** From the start of the process until the command was accepted. */
  double seconds() {
    return seconds;
  }

  /** Options of a command that asks it. */
  List<String> connection() {
    return List.of("--bootstrap-server", broker, "--registry", registry);
  }

  /** Returns when it is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Matcher awaitGreeting(Process process, Path errors) throws IOException {
    CompletableFuture<Void> tooLate =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS));
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher places = PLACES.matcher(said.append(line).append(' '));
      if (places.find()) {
        tooLate.cancel(false);
        return places;
      }
    }
    throw new IllegalStateException(
        "Expected 'turnout up' to be up within %d s, but it ended: %s"
            .formatted(START_SECONDS, Files.readString(errors).strip()));
  }

  private static void order(HttpClient http, URI rollouts)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(rollouts)
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(ROLLOUT))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(
          "Expected the first command to be accepted, but got %d: %s"
              .formatted(answer.statusCode(), answer.body()));
    }
  }
}
