package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * MLflow's scoring server: {@code /ping} answers once the model is loaded, {@code /version} tells
 * it from any other program that answers a ping.
 */
public record MlflowReadiness() implements Readiness {
  private static final List<Question> QUESTIONS =
      List.of(
          Question.of("/ping"),
          Question.of("/version")
              .and(
                  "MLflow's version",
                  answer -> answer.body().strip().matches("[0-9]+\\.[0-9]+.{0,40}")));

  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    return Question.askAll(QUESTIONS, version.endpoint(), probe, timeout);
  }
}
