package dev.turnout.agents.router.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** The body of a request. */
interface Body {
  /** No body at all. */
  Body NONE = new Buffered(Buffer.buffer());

  /** Whether it can be sent a second time. */
  boolean repeatable();

  /** Sends it and ends the request. */
  void sendTo(HttpClientRequest upstream, Exchange exchange);

  /** A body that is in memory. */
  record Buffered(Buffer bytes) implements Body {
    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void sendTo(HttpClientRequest upstream, Exchange exchange) {
      if (bytes.length() == 0) {
        upstream.end();
      } else {
        upstream.end(bytes);
      }
    }
  }

  /**
   * A body that passes piece by piece, no faster than the version takes it.
   *
   * @param request where the body comes from; paused
   * @param read its beginning, which was read already
   */
  record Streamed(HttpServerRequest request, Buffer read) implements Body {
    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public void sendTo(HttpClientRequest upstream, Exchange exchange) {
      exchange.bodyPasses(true);
      upstream.writeHead();
      if (read.length() > 0) {
        upstream.write(read);
      }
      request.handler(
          chunk -> {
            exchange.touch();
            upstream.write(chunk);
            if (upstream.writeQueueFull()) {
              request.pause();
              upstream.drainHandler(drained -> request.resume());
            }
          });
      request.endHandler(
          end -> {
            exchange.bodyPasses(false);
            upstream.end();
          });
      request.resume();
    }
  }
}
