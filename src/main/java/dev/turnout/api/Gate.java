package dev.turnout.api;

import dev.turnout.api.access.Caller;
import dev.turnout.api.access.Verb;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Lets requests pass that may: knows who asks, and whether they may, and not too often. */
@FunctionalInterface
interface Gate {
  /** Who asks; fails with a {@link ProblemException} if they may not. */
  Future<Caller> pass(HttpServerRequest request, Verb verb);
}
