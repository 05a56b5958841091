package dev.turnout.api;

import dev.turnout.api.access.Caller;
import dev.turnout.api.access.Verb;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** Where nobody logs in: whoever reaches the address may do everything, and says who they are. */
final class OpenGate implements Gate {
  static final String ACTOR = "Turnout-Actor";
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,127}");

  @Override
  public Future<Caller> pass(HttpServerRequest request, Verb verb) {
    String actor = request.getHeader(ACTOR);
    if (actor == null) {
      return Future.succeededFuture(Caller.open("api/anonymous"));
    }
    return NAME.matcher(actor).matches()
        ? Future.succeededFuture(Caller.open(actor))
        : Future.failedFuture(
            Problem.of(
                    Problem.Kind.INVALID, "%s: Expected 1 to 128 printable ASCII characters", ACTOR)
                .thrown());
  }
}
