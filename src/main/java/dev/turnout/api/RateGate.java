package dev.turnout.api;

import dev.turnout.api.access.Caller;
import dev.turnout.api.access.RateLimit;
import dev.turnout.api.access.Verb;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Lets nobody pass too often. */
final class RateGate implements Gate {
  private final Gate inner;
  private final RateLimit limit;

  RateGate(Gate inner, double perSecond) {
    this.inner = inner;
    this.limit = new RateLimit(perSecond, System::nanoTime);
  }

  @Override
  public Future<Caller> pass(HttpServerRequest request, Verb verb) {
    return inner
        .pass(request, verb)
        .map(
            caller -> {
              // Names are free where nobody logs in: there all are one.
              String who = caller.login() == Caller.Login.NONE ? "" : caller.actor();
              if (!limit.take(who)) {
                throw Problem.of(
                        Problem.Kind.TOO_MANY_REQUESTS,
                        "Expected fewer requests a second of %s (see requestsPerSecond)",
                        caller.actor())
                    .thrown();
              }
              return caller;
            });
  }
}
