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
  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    return Question.askAll(List.of(Question.of(path)), version.endpoint(), probe, timeout);
  }
}
