package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One path that answers 2xx.
 *
 * @param path from {@code /}
 */
public record HttpReadiness(String path) implements Readiness {
  public HttpReadiness {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "Expected a path such as /ping, but got '%s'".formatted(path));
    }
  }

  /** {@code GET /ping}, as MLflow's servers have it. */
  public static HttpReadiness usual() {
    return new HttpReadiness("/ping");
  }

  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    return Question.askAll(List.of(Question.of(path)), version.endpoint(), probe, timeout);
  }
}
