package dev.turnout.agents.mirror;

import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.RequestOutcome;
import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Sends copies on an event loop, on connections and with limits of their own, so that a candidate
 * that hangs, crashes or never stops answering costs the users nothing. Answers are compared on one
 * more thread.
 */
public final class Mirror extends VerticleBase {
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  // Above this a model's own answer is no question of an odd candidate any more.
  private static final int SERVER_ERROR = 500;

  private final MirrorLimits limits;
  private final Set<HttpConnection> used = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile Optional<Loop> loop = Optional.empty();

  /** What belongs to the event loop of the copies. */
  private record Loop(
      Context context, HttpClientAgent http1, HttpClientAgent h2c, WorkerExecutor comparing) {}

  public Mirror(MirrorLimits limits) {
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    loop =
        Optional.of(
            new Loop(
                context,
                client(options()),
                client(
                    options()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)),
                vertx.createSharedWorkerExecutor("turnout-comparing", 1)));
    return Future.succeededFuture();
  }

  /** For an answer that passes to a user and will be compared. */
  public AnswerCapture capture() {
    return new AnswerCapture(limits.maxAnswer());
  }

  /**
   * Sends a copy; returns at once. Its slot was taken before, and is given back whatever happens.
   *
   * @param headers as they are sent; not changed any more
   * @param body not changed any more
   * @param outcome how the request ended for its user
   * @param users what passed to the user
   */
  public void send(
      MirrorTarget target,
      HttpMethod method,
      String uri,
      MultiMap headers,
      Buffer body,
      RequestOutcome outcome,
      AnswerCapture users) {
    boolean answered = outcome.ending() == Ending.COMPLETE && outcome.status() < SERVER_ERROR;
    Optional<Answer> answer =
        answered ? Optional.of(users.answer(outcome.status())) : Optional.empty();
    Copy copy = new Copy(target, method, uri, headers, body, answer);
    loop.orElseThrow().context.runOnContext(now -> new CopyAttempt(this, copy).start());
  }

  MirrorLimits limits() {
    return limits;
  }

  long timer(Runnable late) {
    return vertx.setTimer(limits.timeout().toMillis(), timer -> late.run());
  }

  void cancel(long timer) {
    vertx.cancelTimer(timer);
  }

  HttpClientAgent client(Endpoint endpoint) {
    Loop own = loop.orElseThrow();
    return endpoint.protocol() == Endpoint.Protocol.H2C ? own.h2c : own.http1;
  }

  WorkerExecutor comparing() {
    return loop.orElseThrow().comparing;
  }

  /** Whether a connection carried a copy before; from now on it did. */
  boolean wasUsed(HttpConnection connection) {
    if (!used.add(connection)) {
      return true;
    }
    connection.closeHandler(closed -> used.remove(connection));
    return false;
  }

  private HttpClientAgent client(HttpClientOptions options) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(new PoolOptions().setHttp1MaxSize(limits.maxCopies()))
        .build();
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout((int) limits.connectTimeout().toMillis())
        .setMaxHeaderSize(MAX_HEAD_BYTES)
        .setMaxInitialLineLength(MAX_HEAD_BYTES);
  }
}
