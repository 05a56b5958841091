package dev.turnout.agents.router.proxy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.NetSocket;

/**
 * Lets a WebSocket through, byte by byte. It counts as one request that ends with the handshake:
 * how long people keep it open says nothing about the version.
 */
final class WebSocketTunnel implements Hop {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Upstreams upstreams;

  WebSocketTunnel(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  @Override
  public void handle(Exchange exchange, Body none) {
    exchange.request().pause();
    upstreams
        .tunnel(exchange, exchange.target().endpoint().orElseThrow())
        .compose(opened -> shakeHands(exchange, opened))
        .onComplete(answer -> answered(exchange, answer), cause -> Relay.refuse(exchange, cause));
  }

  private static Future<HttpClientResponse> shakeHands(
      Exchange exchange, HttpClientRequest opened) {
    opened.exceptionHandler(told -> {});
    exchange.openedUpstream(opened);
    Headers.forward(exchange, opened.headers());
    Headers.forwardUpgrade(exchange.request().headers(), opened.headers());
    return opened.connect();
  }

  private static void answered(Exchange exchange, HttpClientResponse answer) {
    if (answer.statusCode() != SWITCHING_PROTOCOLS) {
      Relay.pass(exchange, answer);
      return;
    }
    NetSocket version = answer.netSocket();
    version.pause();
    Headers.answer(answer.headers(), exchange.response().headers());
    Headers.forwardUpgrade(answer.headers(), exchange.response().headers());
    exchange
        .request()
        .toNetSocket()
        .onComplete(
            client -> {
              exchange.complete(SWITCHING_PROTOCOLS);
              join(client, version);
            },
            gone -> exchange.clientLeft());
  }

  private static void join(NetSocket client, NetSocket version) {
    client.closeHandler(closed -> version.close());
    version.closeHandler(closed -> client.close());
    client.pipeTo(version);
    version.pipeTo(client);
  }
}
