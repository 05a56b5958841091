package dev.turnout.agents.probe;

import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends probes over HTTP, each on a connection of its own so that the answer is about now. Safe for
 * all threads; whoever made it closes it.
 */
public final class HttpProbe implements AutoCloseable {
  private final Vertx vertx;
  private final HttpClientAgent http1;
  private final HttpClientAgent h2c;

  /** Starts the one thread that it needs. */
  public HttpProbe() {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    http1 = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    h2c =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2KeepAliveTimeout(1));
  }

  /** Sends one probe; fails with the reason if no complete answer came in time. */
  public CompletableFuture<ProbeAnswer> send(Endpoint endpoint, ProbeRequest probe) {
    long timeoutMillis = Math.max(1, probe.timeout().toMillis());
    RequestOptions options =
        new RequestOptions()
            .setHost(endpoint.host())
            .setPort(endpoint.port())
            .setMethod(HttpMethod.valueOf(probe.method()))
            .setURI(probe.path())
            .setConnectTimeout(timeoutMillis)
            .setIdleTimeout(timeoutMillis);
    HttpClientAgent client = endpoint.protocol() == Endpoint.Protocol.H2C ? h2c : http1;
    return client
        .request(options)
        .compose(request -> exchange(request, probe))
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .toCompletionStage()
        .toCompletableFuture();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Future<ProbeAnswer> exchange(HttpClientRequest request, ProbeRequest probe) {
    probe.headers().forEach(request::putHeader);
    return (probe.body().isEmpty() ? request.send() : request.send(Buffer.buffer(probe.body())))
        .compose(
            response ->
                response
                    .body()
                    .map(body -> new ProbeAnswer(response.statusCode(), body.toString())));
  }
}
