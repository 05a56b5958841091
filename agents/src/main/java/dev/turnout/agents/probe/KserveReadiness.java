package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * KServe's first protocol: {@code /v1/models/NAME} says that the model is ready.
 *
 * @param name which model of the server; the protocol has no versions
 */
public record KserveReadiness(ServerModel name) implements Readiness {
  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    // Some servers write the word as a text, and with a capital letter.
    Question question =
        Question.of("/v1/models/" + name.path(version))
            .and("\"ready\": true", answer -> answer.text("/ready").equalsIgnoreCase("true"));
    return Question.askAll(List.of(question), version.endpoint(), probe, timeout);
  }
}
