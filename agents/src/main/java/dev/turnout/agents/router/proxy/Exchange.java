package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.AnswerCapture;
import dev.turnout.agents.mirror.MirrorTarget;
import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.RequestOutcome;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the version that was chosen for it. Ends exactly once. Belongs to one
 * event loop.
 */
final class Exchange {
  private final HttpServerRequest request;
  private final String model;
  private final String requestId;
  private final Target target;
  private final Optional<MirrorTarget> mirror;
  private Optional<AnswerCapture> capture = Optional.empty();
  private Consumer<RequestOutcome> whenEnded = outcome -> {};
  private @Nullable HttpClientRequest upstream;
  private long startedNanos = System.nanoTime();
  private long activeNanos = startedNanos;
  private boolean begun;
  private boolean bodyPasses;
  private boolean ended;

  /**
   * @param mirror who gets a copy of it; empty for nobody
   */
  Exchange(
      HttpServerRequest request,
      String model,
      String requestId,
      Target target,
      Optional<MirrorTarget> mirror) {
    this.request = request;
    this.model = model;
    this.requestId = requestId;
    this.target = target;
    this.mirror = mirror;
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  String requestId() {
    return requestId;
  }

  Target target() {
    return target;
  }

  /** Who gets a copy of the request; empty for nobody. */
  Optional<MirrorTarget> mirror() {
    return mirror;
  }

  /** Who keeps the answer while it passes; empty if nobody does. */
  Optional<AnswerCapture> capture() {
    return capture;
  }

  void captureBy(AnswerCapture keeper) {
    capture = Optional.of(keeper);
  }

  boolean ended() {
    return ended;
  }

  /** How the target is called in an answer to the client. */
  String describeTarget() {
    return "Version '%s' of model '%s'".formatted(target.version(), model);
  }

  /** Adds someone who wants to know the outcome, once. */
  void whenEnded(Consumer<RequestOutcome> listener) {
    whenEnded = whenEnded.andThen(listener);
  }

  /** From now on it is the version that is waited for. */
  void begin() {
    begun = true;
    startedNanos = System.nanoTime();
    activeNanos = startedNanos;
  }

  /** The request that is open at the version, which ends with this exchange. */
  void openedUpstream(HttpClientRequest opened) {
    upstream = opened;
    if (ended) {
      opened.reset();
    }
  }

  /** Whether the client's body is on its way to the version. */
  void bodyPasses(boolean passes) {
    bodyPasses = passes;
    touch();
  }

  /** Something moved: the time-out starts anew. */
  void touch() {
    activeNanos = System.nanoTime();
  }

  long silentNanos(long nowNanos) {
    return nowNanos - activeNanos;
  }

  /** The response has passed completely. */
  void complete(int status) {
    end(Ending.COMPLETE, status, elapsedNanos());
  }

  /** The client is gone: nobody waits for the version any more. */
  void clientLeft() {
    if (!ended) {
      end(Ending.CLIENT_LEFT, 0, elapsedNanos());
      resetUpstream();
    }
  }

  /** The version could not answer: tell the client, or break its response off if it has begun. */
  void fail(Ending ending, Problem problem) {
    fail(ending, problem, elapsedNanos());
  }

  /** The client asked for something that is not to be had; no version is to blame. */
  void refuse(Problem problem) {
    fail(Ending.CLIENT_LEFT, problem, elapsedNanos());
  }

  /** Nothing moved for too long. */
  void timeOut(long limitNanos) {
    long latency = activeNanos - startedNanos + limitNanos;
    if (clientStalls()) {
      fail(Ending.CLIENT_LEFT, new Problem(408, "The client stopped in the middle"), latency);
    } else {
      fail(
          Ending.TIMED_OUT,
          new Problem(504, describeTarget() + " did not answer in time"),
          latency);
    }
  }

  private boolean clientStalls() {
    // In a gRPC call either side may be the one to speak, so there silence is the version's fault.
    boolean clientSendsNothing =
        bodyPasses
            && upstream != null
            && !upstream.writeQueueFull()
            && !Headers.isGrpc(request.headers());
    boolean clientTakesNothing = response().headWritten() && response().writeQueueFull();
    return !begun || clientSendsNothing || clientTakesNothing;
  }

  private void fail(Ending ending, Problem problem, long latencyNanos) {
    if (ended) {
      return;
    }
    end(ending, 0, latencyNanos);
    resetUpstream();
    if (response().headWritten()) {
      response().reset();
    } else {
      problem.answer(request);
    }
  }

  private void end(Ending ending, int status, long latencyNanos) {
    if (ended) {
      return;
    }
    ended = true;
    if (!request.isEnded()) {
      // What is left of the body must pass before the connection's next request.
      request.handler(rest -> {});
      request.resume();
    }
    whenEnded.accept(new RequestOutcome(ending, status, latencyNanos));
  }

  private long elapsedNanos() {
    return System.nanoTime() - startedNanos;
  }

  private void resetUpstream() {
    if (upstream != null) {
      upstream.reset();
    }
  }
}
