package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * TensorFlow Serving: at least one version of the model, or the one that is named, is {@code
 * AVAILABLE}; an older one may be ending meanwhile.
 *
 * @param name which model of the server
 */
public record TensorflowReadiness(ServerModel name) implements Readiness {
  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    Question question =
        Question.of("/v1/models/" + name.path(version))
            .and(
                "a version that is AVAILABLE",
                answer -> answer.texts("/model_version_status", "state").contains("AVAILABLE"));
    return Question.askAll(List.of(question), version.endpoint(), probe, timeout);
  }
}
