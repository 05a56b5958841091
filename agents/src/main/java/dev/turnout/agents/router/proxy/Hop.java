package dev.turnout.agents.router.proxy;

/** A stage that a request passes; it hands the request on or ends it. */
interface Hop {
  void handle(Exchange exchange, Body body);
}
