package dev.turnout.agents.router.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a small body in memory, so that it can be sent again. A larger one is streamed, and so is a
 * gRPC call, whose messages go to and fro.
 */
final class BodyReading implements Hop {
  private final int maxBuffered;
  private final Hop next;

  BodyReading(int maxBuffered, Hop next) {
    this.maxBuffered = maxBuffered;
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange, Body unread) {
    if (Headers.isGrpc(exchange.request().headers()) || saysThatItIsLarge(exchange.request())) {
      stream(exchange, Buffer.buffer());
    } else {
      buffer(exchange, Buffer.buffer());
    }
  }

  private void buffer(Exchange exchange, Buffer read) {
    HttpServerRequest request = exchange.request();
    request.handler(
        chunk -> {
          exchange.touch();
          read.appendBuffer(chunk);
          if (read.length() > maxBuffered && !exchange.ended()) {
            stream(exchange, read);
          }
        });
    request.endHandler(
        end -> {
          if (!exchange.ended()) {
            next.handle(exchange, new Body.Buffered(read));
          }
        });
  }

  private void stream(Exchange exchange, Buffer read) {
    exchange.request().pause();
    next.handle(exchange, new Body.Streamed(exchange.request(), read));
  }

  private boolean saysThatItIsLarge(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && (length.length() > 9 || Integer.parseInt(length) > maxBuffered);
  }
}
