package dev.turnout.agents.router.proxy;

import dev.turnout.agents.report.Ending;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;

/** Gets an answer and passes it to the client. */
final class Relay implements Hop {
  private final Attempt attempt;

  Relay(Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public void handle(Exchange exchange, Body body) {
    attempt
        .send(exchange, body)
        .onComplete(answer -> pass(exchange, answer), cause -> refuse(exchange, cause));
  }

  /** Passes an answer on, no faster than the client takes it. */
  static void pass(Exchange exchange, HttpClientResponse answer) {
    if (!exchange.ended()) {
      exchange.touch();
      new ResponseStream(exchange, answer).start();
    }
  }

  /** Says why there is no answer. */
  static void refuse(Exchange exchange, Throwable cause) {
    String who = exchange.describeTarget();
    if (!(cause instanceof ConnectFailure)) {
      exchange.fail(
          Ending.BROKEN, Problem.badGateway(who + " broke the connection off before it answered"));
    } else if (cause.getCause() instanceof ConnectionPoolTooBusyException) {
      exchange.fail(
          Ending.CONNECT_FAILED,
          Problem.unavailable(who + " has more requests waiting than the proxy keeps"));
    } else {
      exchange.fail(
          Ending.CONNECT_FAILED, Problem.badGateway(who + " does not accept connections"));
    }
  }
}
