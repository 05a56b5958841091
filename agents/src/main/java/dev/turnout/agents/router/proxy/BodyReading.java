package dev.turnout.agents.router.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a small body in memory, so that it can be sent again; a body that is large or of unknown
 * length is streamed.
 */
final class BodyReading implements Hop {
  private static final Set<HttpMethod> USUALLY_WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE, HttpMethod.OPTIONS);

  private final int maxBuffered;
  private final Hop next;

  BodyReading(int maxBuffered, Hop next) {
    this.maxBuffered = maxBuffered;
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange, Body unread) {
    HttpServerRequest request = exchange.request();
    if (fits(request)) {
      buffer(exchange);
    } else {
      request.pause();
      next.handle(exchange, new Body.Streamed(request));
    }
  }

  private void buffer(Exchange exchange) {
    Buffer bytes = Buffer.buffer();
    exchange
        .request()
        .handler(
            chunk -> {
              bytes.appendBuffer(chunk);
              if (bytes.length() > maxBuffered) {
                exchange.refuse(
                    new Problem(
                        413, "Expected a Content-Length on a body of this size and method"));
              }
            })
        .endHandler(
            end -> {
              if (!exchange.ended()) {
                next.handle(exchange, new Body.Buffered(bytes));
              }
            });
  }

  private boolean fits(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return length.length() < 10 && Long.parseLong(length) <= maxBuffered;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      // HTTP/2 does not say beforehand whether there is a body.
      return USUALLY_WITHOUT_BODY.contains(request.method());
    }
    return !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }
}
