package dev.turnout.agents.router.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * What the proxy itself answers when no version could: {@code application/problem+json} (RFC 9457).
 *
 * @param status HTTP status
 * @param detail why, in a sentence for the client
 */
record Problem(int status, String detail) {

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
    if (!request.isEnded() && request.version().ordinal() < 2) {
      // The rest of the body would stand where the next request is expected.
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    response.end(
        new JsonObject()
            .put("type", "about:blank")
            .put("title", response.getStatusMessage())
            .put("status", status)
            .put("detail", detail)
            .encode());
  }
}
