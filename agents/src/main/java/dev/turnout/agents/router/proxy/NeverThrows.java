package dev.turnout.agents.router.proxy;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outermost wrapper: a mistake of ours costs one request, not the connection. */
final class NeverThrows implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(NeverThrows.class);

  private final Handler<HttpServerRequest> next;

  NeverThrows(Handler<HttpServerRequest> next) {
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    try {
      next.handle(request);
    } catch (RuntimeException e) {
      LOG.error(
          "Request could not be handled: method={} path={}", request.method(), request.path(), e);
      new Problem(500, "The proxy could not handle this request").answer(request);
    }
  }
}
