package dev.turnout.agents.router.proxy;

import dev.turnout.agents.report.Ending;

/** Ends a request whose version does not listen on this node. */
final class EndpointRequired implements Hop {
  private final Hop next;

  EndpointRequired(Hop next) {
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange, Body body) {
    if (exchange.target().endpoint().isPresent()) {
      next.handle(exchange, body);
    } else {
      exchange.fail(
          Ending.CONNECT_FAILED,
          Problem.unavailable(exchange.describeTarget() + " has no endpoint on this node"));
    }
  }
}
