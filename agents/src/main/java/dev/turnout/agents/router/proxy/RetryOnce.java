package dev.turnout.agents.router.proxy;

import dev.turnout.agents.router.Endpoint;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;

/**
 * Sends a request again if its connection died before anything was answered, as it happens when a
 * server restarts. The second connection is a fresh one: a pool may hold several dead ones. A body
 * that cannot be sent again goes over a fresh connection at once.
 */
final class RetryOnce implements Attempt {
  private final Attempt pooled;
  private final Attempt fresh;

  RetryOnce(Attempt pooled, Attempt fresh) {
    this.pooled = pooled;
    this.fresh = fresh;
  }

  @Override
  public Future<HttpClientResponse> send(Exchange exchange, Body body) {
    if (!body.repeatable()) {
      // HTTP/2 says before it closes a connection, so there the pool is safe enough.
      Endpoint endpoint = exchange.target().endpoint().orElseThrow();
      return (Upstreams.speaksHttp2(exchange, endpoint) ? pooled : fresh).send(exchange, body);
    }
    return pooled
        .send(exchange, body)
        .recover(
            cause ->
                !exchange.ended() && connectionDied(cause)
                    ? fresh.send(exchange, body)
                    : Future.failedFuture(cause));
  }

  private static boolean connectionDied(Throwable cause) {
    if (cause instanceof ConnectFailure) {
      return cause.getCause() instanceof IOException
          && !(cause.getCause() instanceof ConnectTimeoutException);
    }
    return cause instanceof HttpClosedException || cause instanceof IOException;
  }
}
