package dev.turnout.agents.router.proxy;

/** Counts each request once for the version that it went to, from when it was passed on. */
final class Counted implements Hop {
  private final Hop next;

  Counted(Hop next) {
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange, Body body) {
    exchange.begin();
    exchange.whenEnded(exchange.target().counters()::record);
    next.handle(exchange, body);
  }
}
