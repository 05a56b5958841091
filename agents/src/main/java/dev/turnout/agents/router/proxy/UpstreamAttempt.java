package dev.turnout.agents.router.proxy;

import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.BiFunction;

/** Sends a request once, on a connection that {@code connections} opens. */
final class UpstreamAttempt implements Attempt {
  private final BiFunction<Exchange, Endpoint, Future<HttpClientRequest>> connections;

  UpstreamAttempt(BiFunction<Exchange, Endpoint, Future<HttpClientRequest>> connections) {
    this.connections = connections;
  }

  @Override
  public Future<HttpClientResponse> send(Exchange exchange, Body body) {
    Endpoint endpoint = exchange.target().endpoint().orElseThrow();
    return connections.apply(exchange, endpoint).compose(opened -> start(exchange, body, opened));
  }

  private static Future<HttpClientResponse> start(
      Exchange exchange, Body body, HttpClientRequest opened) {
    // The response's future tells of failures; without a handler they would be logged as well.
    opened.exceptionHandler(told -> {});
    exchange.openedUpstream(opened);
    if (!exchange.ended()) {
      Headers.forward(exchange, opened.headers());
      if (opened.version() == HttpVersion.HTTP_2) {
        Headers.forwardTrailersWish(exchange.request(), opened.headers());
      }
      body.sendTo(opened, exchange);
    }
    return opened.response();
  }
}
