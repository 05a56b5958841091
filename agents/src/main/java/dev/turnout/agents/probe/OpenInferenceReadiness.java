package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The Open Inference Protocol (V2) over HTTP, as KServe, Triton, Seldon and MLServer speak it: the
 * server lives and is ready, and so is this model, and its metadata carries its name. A server can
 * be ready without the model.
 *
 * @param name which model of the server
 */
public record OpenInferenceReadiness(ServerModel name) implements Readiness {
  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    String path = "/v2/models/" + name.path(version);
    List<Question> questions =
        List.of(
            Question.of("/v2/health/live"),
            Question.of("/v2/health/ready"),
            Question.of(path + "/ready"),
            Question.of(path).andJson("/name", name.model(version)));
    return Question.askAll(questions, version.endpoint(), probe, timeout);
  }
}
