package dev.turnout.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.api.access.Caller;
import dev.turnout.api.access.Verb;
import dev.turnout.orchestrator.policy.OfficeName;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A request of a caller who may make it, and what the handler needs to answer it.
 *
 * @param verb what they ask for
 * @param path values of the path's variables
 * @param body empty for a GET
 * @param workers where what blocks is done
 */
record Exchange(
    HttpServerRequest request,
    Caller caller,
    Verb verb,
    Map<String, String> path,
    Buffer body,
    WorkerExecutor workers) {

  /** The value of a variable of the path. */
  String variable(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** The model in the path; the caller must be allowed to see it. */
  String model() {
    String model = variable("model");
    requireScope(model);
    return model;
  }

  void requireScope(String model) {
    requireScope(verb, model);
  }

  /** Refuses callers who may not do it with this model. */
  void requireScope(Verb wanted, String model) {
    if (OfficeName.isReserved(model)) {
      throw Problem.of(
              Problem.Kind.NOT_FOUND,
              "Expected a model, but '%s' is a reserved name (see 'turnout policy')",
              model)
          .thrown();
    }
    if (!caller.may(wanted)) {
      throw notAllowed(caller, wanted).thrown();
    }
    if (!caller.may(wanted, model)) {
      throw Problem.of(
              Problem.Kind.FORBIDDEN,
              "Expected a model for which you may '%s', but got '%s' (see /api/v1/me)",
              wanted.word(),
              model)
          .thrown();
    }
  }

  /** Refuses callers who may do it with some models only. */
  void requireEverywhere() {
    if (!caller.mayEverywhere(verb)) {
      throw Problem.of(
              Problem.Kind.FORBIDDEN,
              "Expected somebody who may '%s' for all models, but your models are some",
              verb.word())
          .thrown();
    }
  }

  /** Whether the caller may see a model. */
  boolean sees(String model) {
    return caller.may(Verb.READ, model);
  }

  static Problem notAllowed(Caller caller, Verb verb) {
    return Problem.of(
        Problem.Kind.FORBIDDEN,
        "Expected the role %s for '%s', but yours is %s",
        verb.least().word(),
        verb.word(),
        caller.role());
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(request.getParam(name)).filter(value -> !value.isBlank());
  }

  boolean flag(String name) {
    return switch (query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, "true or false");
    };
  }

  /** A whole number in [least, greatest]. */
  int number(String name, int least, int greatest, int otherwise) {
    long value = number(name).orElse((long) otherwise);
    if (value < least || value > greatest) {
      throw invalid(name, "a whole number in [%d, %d]".formatted(least, greatest));
    }
    return (int) value;
  }

  /** A whole number from 0. */
  Optional<Long> number(String name) {
    Optional<String> text = query(name);
    if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
      throw invalid(name, "a whole number from 0");
    }
    return text.map(Long::parseLong);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name)).filter(value -> !value.isBlank());
  }

  String text() {
    return body.toString(UTF_8);
  }

  /** Does what blocks elsewhere. */
  Future<Reply> blocking(Callable<Reply> work) {
    return inWorker(work);
  }

  /** Does a part of it that blocks elsewhere. */
  <T> Future<T> inWorker(Callable<T> work) {
    return workers.executeBlocking(work, false);
  }

  ProblemException invalid(String parameter, String expected) {
    return Problem.of(
            Problem.Kind.INVALID,
            "%s: Expected %s, but got '%s'",
            parameter,
            expected,
            query(parameter).orElse(""))
        .thrown();
  }
}
