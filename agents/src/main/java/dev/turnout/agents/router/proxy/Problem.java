package dev.turnout.agents.router.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * What the proxy itself answers when no version could: {@code application/problem+json} (RFC 9457).
 *
 * @param status HTTP status
 * @param detail why, in a sentence for the client
 */
record Problem(int status, String detail) {
  private static final long LINGER_SECONDS = 1;

  static Problem badGateway(String detail) {
    return new Problem(502, detail);
  }

  static Problem unavailable(String detail) {
    return new Problem(503, detail);
  }

  /** Answers the request with this problem, if nothing was answered yet. */
  void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.headWritten() || response.closed()) {
      return;
    }
    boolean bodyIsPending = request.version() != HttpVersion.HTTP_2 && !request.isEnded();
    if (bodyIsPending) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    response.end(toJson(response.getStatusMessage()));
    if (bodyIsPending) {
      // The rest of the body would stand where the next request is expected. Closing at once could
      // take the answer back that the client has not read yet.
      request.connection().shutdown(LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }

  private String toJson(String title) {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .encode();
  }
}
