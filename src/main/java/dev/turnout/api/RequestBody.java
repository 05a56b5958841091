package dev.turnout.api;

import dev.turnout.yaml.YamlDocument;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Reads what a request carries, if it is of a known type, not too much, and comes in time. */
final class RequestBody {
  static final int MOST_BYTES = YamlDocument.MAX_BYTES;

  /** Types that no form of another host's page can send without asking first. */
  static final Set<String> TYPES = Set.of("application/json", "application/yaml");

  private static final Duration WITHIN = Duration.ofSeconds(10);

  private RequestBody() {}

  /** The body; the request must have been paused. */
  static Future<Buffer> read(Vertx vertx, HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    if (type == null || !TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
      return Future.failedFuture(
          Problem.of(
                  Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                  "Expected Content-Type application/json or application/yaml, but got '%s'",
                  type)
              .thrown());
    }
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    long limit =
        vertx.setTimer(
            WITHIN.toMillis(),
            timer ->
                promise.tryFail(
                    Problem.of(
                            Problem.Kind.INVALID,
                            "Expected the body within %d s, but it did not come",
                            WITHIN.toSeconds())
                        .withStatus(408)
                        .thrown()));
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= MOST_BYTES) {
            body.appendBuffer(chunk);
          } else {
            promise.tryFail(
                Problem.of(
                        Problem.Kind.TOO_LARGE,
                        "Expected at most %d bytes, but got more",
                        MOST_BYTES)
                    .thrown());
          }
        });
    request.endHandler(end -> promise.tryComplete(body));
    request.exceptionHandler(promise::tryFail);
    request.resume();
    return promise.future().onComplete(result -> vertx.cancelTimer(limit));
  }
}
