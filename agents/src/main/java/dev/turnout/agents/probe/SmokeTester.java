package dev.turnout.agents.probe;

import dev.turnout.agents.router.Endpoint;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Runs smoke tests over HTTP. Safe for all threads. */
public final class SmokeTester {
  private final HttpProbe probe;

  /**
   * @param probe stays the caller's to close
   */
  public SmokeTester(HttpProbe probe) {
    this.probe = probe;
  }

  /** Asks the server at an endpoint; the result never fails, whatever the server does. */
  public CompletableFuture<SmokeResult> run(SmokeTest test, Endpoint endpoint) {
    return probe
        .send(endpoint, test.request())
        .handle(
            (answer, failure) ->
                failure == null ? test.judge(answer) : test.unanswered(why(test, failure)));
  }

  private static String why(SmokeTest test, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException
            ? Objects.requireNonNullElse(failure.getCause(), failure)
            : failure;
    return cause instanceof TimeoutException
        ? "time-out after %d ms".formatted(test.request().timeout().toMillis())
        : Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }
}
