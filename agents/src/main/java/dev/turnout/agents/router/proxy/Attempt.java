package dev.turnout.agents.router.proxy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;

/** A way to get an answer from the version. */
interface Attempt {
  /** The head of the answer; fails if nothing was answered. */
  Future<HttpClientResponse> send(Exchange exchange, Body body);
}
