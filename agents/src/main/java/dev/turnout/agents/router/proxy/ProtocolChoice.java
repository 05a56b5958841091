package dev.turnout.agents.router.proxy;

import io.vertx.core.http.HttpMethod;

/** Sends WebSockets through the tunnel and everything else through the forwarder. */
final class ProtocolChoice implements Hop {
  private final Hop forward;
  private final Hop tunnel;

  ProtocolChoice(Hop forward, Hop tunnel) {
    this.forward = forward;
    this.tunnel = tunnel;
  }

  @Override
  public void handle(Exchange exchange, Body body) {
    if (exchange.request().method() == HttpMethod.CONNECT) {
      exchange.refuse(new Problem(405, "This proxy serves one model and opens no other tunnels"));
    } else if (Headers.isWebSocket(exchange.request().headers())) {
      tunnel.handle(exchange, body);
    } else {
      forward.handle(exchange, body);
    }
  }
}
