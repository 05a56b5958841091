package dev.turnout.agents.probe;

import dev.turnout.agents.router.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A path that must answer 2xx, and what its answer must hold.
 *
 * @param expected what the answer must hold, as part of a sentence; empty for nothing
 * @param right whether an answer does
 */
record Question(String path, String expected, Predicate<ProbeAnswer> right) {

  static Question of(String path) {
    return new Question(path, "", answer -> true);
  }

  Question and(String what, Predicate<ProbeAnswer> test) {
    return new Question(path, what, test);
  }

  /** The answer must hold this text at a place. */
  Question andJson(String pointer, String text) {
    return and("'%s' at %s".formatted(text, pointer), answer -> answer.text(pointer).equals(text));
  }

  /** Asks one after the other; the first wrong answer is the complaint. */
  static CompletableFuture<Optional<String>> askAll(
      List<Question> questions, Endpoint endpoint, HttpProbe probe, Duration timeout) {
    CompletableFuture<Optional<String>> complaint =
        CompletableFuture.completedFuture(Optional.empty());
    for (Question question : questions) {
      complaint =
          complaint.thenCompose(
              before ->
                  before.isPresent()
                      ? CompletableFuture.completedFuture(before)
                      : question.ask(endpoint, probe, timeout));
    }
    return complaint;
  }

  private CompletableFuture<Optional<String>> ask(
      Endpoint endpoint, HttpProbe probe, Duration timeout) {
    return probe
        .send(endpoint, ProbeRequest.get(path, timeout))
        .handle(
            (answer, failure) ->
                failure == null
                    ? complaint(answer)
                    : Optional.of(
                        "Expected status 2xx from GET %s, but no answer came: %s"
                            .formatted(path, failure.getMessage())));
  }

  private Optional<String> complaint(ProbeAnswer answer) {
    if (answer.status() / 100 != 2) {
      return Optional.of(
          "Expected status 2xx from GET %s, but got %d: %s"
              .formatted(path, answer.status(), answer.excerpt()));
    }
    return right.test(answer)
        ? Optional.empty()
        : Optional.of(
            "Expected %s from GET %s, but got: %s".formatted(expected, path, answer.excerpt()));
  }
}
