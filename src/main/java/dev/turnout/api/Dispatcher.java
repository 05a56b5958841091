package dev.turnout.api;

import dev.turnout.api.access.Caller;
import dev.turnout.api.access.Verb;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from the first look at it to its answer. */
final class Dispatcher implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String API = "/api/";
  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private static final String ONLY_TLS = "max-age=31536000";

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final boolean encrypted;
  private final OriginGuard guard;
  private final Gate gate;
  private final StaticFiles files = new StaticFiles();
  private final List<Route> routes;

  /**
   * @param encrypted whether callers come over TLS, and are told never to come without
   */
  Dispatcher(
      Vertx vertx,
      WorkerExecutor workers,
      boolean encrypted,
      OriginGuard guard,
      Gate gate,
      List<Route> routes) {
    this.vertx = vertx;
    this.workers = workers;
    this.encrypted = encrypted;
    this.guard = guard;
    this.gate = gate;
    this.routes = List.copyOf(routes);
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.pause();
    MultiMap headers = request.response().headers();
    SECURITY_HEADERS.forEach(headers::set);
    if (encrypted) {
      headers.set("Strict-Transport-Security", ONLY_TLS);
    }
    answer(request)
        .recover(trouble -> Future.succeededFuture(reply(request, trouble)))
        .onSuccess(reply -> write(request, reply));
  }

  private Future<Reply> answer(HttpServerRequest request) {
    try {
      Optional<Problem> refusal = guard.check(request);
      if (refusal.isPresent()) {
        return Future.failedFuture(refusal.get().thrown());
      }
      return request.path() != null && request.path().startsWith(API)
          ? api(request)
          : file(request);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Reply> file(HttpServerRequest request) {
    return files
        .reply(request)
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(notFound(request).thrown()));
  }

  private Future<Reply> api(HttpServerRequest request) {
    Route route = route(request);
    Map<String, String> path = route.match(request.path()).orElseThrow();
    if (route.verb().isEmpty()) {
      return carryOut(route, request, path, Caller.nobody());
    }
    return gate.pass(request, route.verb().get())
        .compose(caller -> carryOut(route, request, path, caller));
  }

  private Future<Reply> carryOut(
      Route route, HttpServerRequest request, Map<String, String> path, Caller caller) {
    Future<Buffer> body =
        route.hasBody()
            ? RequestBody.read(vertx, request)
            : Future.succeededFuture(Buffer.buffer());
    return body.compose(
        read ->
            route
                .handler()
                .handle(
                    new Exchange(
                        request, caller, route.verb().orElse(Verb.READ), path, read, workers)));
  }

  private Route route(HttpServerRequest request) {
    List<Route> there =
        routes.stream().filter(one -> one.match(request.path()).isPresent()).toList();
    if (there.isEmpty()) {
      throw notFound(request).thrown();
    }
    return there.stream()
        .filter(one -> one.method().equals(request.method()))
        .findFirst()
        .orElseThrow(() -> otherMethod(request, there));
  }

  private static ProblemException otherMethod(HttpServerRequest request, List<Route> there) {
    String allowed =
        there.stream().map(one -> one.method().name()).distinct().collect(Collectors.joining(", "));
    return Problem.of(
            Problem.Kind.METHOD_NOT_ALLOWED,
            "Expected %s here, but got %s",
            allowed,
            request.method().name())
        .with("allow", allowed)
        .thrown();
  }

  private static Problem notFound(HttpServerRequest request) {
    return Problem.of(
        Problem.Kind.NOT_FOUND,
        "Expected a path of the API, but there is none like this (see /api/v1/openapi.json)");
  }

  private static Reply reply(HttpServerRequest request, Throwable trouble) {
    Problem problem = problem(request, trouble);
    Reply reply = Reply.problem(problem, String.valueOf(request.path()));
    return switch (problem.kind()) {
      case UNAUTHENTICATED -> reply.with("WWW-Authenticate", challenge(request));
      case TOO_MANY_REQUESTS ->
          reply.with("Retry-After", String.valueOf(problem.more().getOrDefault("retryAfter", 1)));
      case METHOD_NOT_ALLOWED -> reply.with("Allow", String.valueOf(problem.more().get("allow")));
      default -> reply;
    };
  }

  /** As RFC 6750 has it. */
  private static String challenge(HttpServerRequest request) {
    return request.getHeader("Authorization") == null
        ? "Bearer realm=\"turnout\""
        : "Bearer realm=\"turnout\", error=\"invalid_token\"";
  }

  private static Problem problem(HttpServerRequest request, Throwable trouble) {
    if (trouble instanceof ProblemException known) {
      return known.problem();
    }
    if (trouble instanceof Failure failure && failure.exit() == Exit.INVALID_INPUT) {
      return Problem.of(Problem.Kind.INVALID, "%s", words(failure));
    }
    if (trouble instanceof Failure failure && failure.exit() == Exit.UNREACHABLE) {
      LOG.warn(
          "Not now method={} path={} because: {}",
          request.method(),
          request.path(),
          failure.getMessage());
      return Problem.of(Problem.Kind.UNAVAILABLE, "%s", words(failure));
    }
    LOG.error("A request failed method={} path={}", request.method(), request.path(), trouble);
    return Problem.of(
        Problem.Kind.DEFECT, "Something went wrong here that the server's log tells; try again");
  }

  private static String words(Failure failure) {
    return String.valueOf(failure.getMessage());
  }

  private static void write(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (reply.body().isEmpty() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Content-Type", reply.type());
    if (request.path().startsWith(API)) {
      response.putHeader("Cache-Control", "no-store");
    }
    reply.headers().forEach(response::putHeader);
    if (!request.isEnded()) {
      if (!request.method().equals(HttpMethod.GET)) {
        // What is left of a body that nobody wants is not waited for.
        response.putHeader("Connection", "close");
      }
      request.resume();
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", String.valueOf(reply.body().get().length())).end();
    } else {
      response.end(reply.body().get());
    }
  }
}
