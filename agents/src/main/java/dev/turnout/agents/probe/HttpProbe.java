package dev.turnout.agents.probe;

import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends probes over HTTP, each on a connection of its own so that the answer is about now. Safe for
 * all threads; whoever made it closes it.
 */
public final class HttpProbe implements AutoCloseable {
  private static final int UNKNOWN = 2;
  private static final int FRAME_HEAD = 5;

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

  /**
   * Sends one message to a gRPC method, over h2c whatever the endpoint says; fails with the reason
   * if no complete answer came in time.
   */
  CompletableFuture<GrpcAnswer> call(
      Endpoint endpoint, String method, byte[] message, Duration timeout) {
    long timeoutMillis = Math.max(1, timeout.toMillis());
    RequestOptions options =
        new RequestOptions()
            .setHost(endpoint.host())
            .setPort(endpoint.port())
            .setMethod(HttpMethod.POST)
            .setURI(method)
            .setConnectTimeout(timeoutMillis)
            .setIdleTimeout(timeoutMillis);
    return h2c.request(options)
        .compose(request -> call(request, message))
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

  /** A frame is one byte for "not compressed", the length, and the message. */
  private static Future<GrpcAnswer> call(HttpClientRequest request, byte[] message) {
    return request
        .putHeader("content-type", "application/grpc")
        .putHeader("te", "trailers")
        .send(Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message))
        .compose(response -> response.body().map(body -> grpcAnswer(response, body)));
  }

  private static GrpcAnswer grpcAnswer(HttpClientResponse response, Buffer body) {
    if (response.statusCode() != 200) {
      return new GrpcAnswer(UNKNOWN, "HTTP status " + response.statusCode(), new byte[0]);
    }
    String status = last(response, "grpc-status");
    byte[] message =
        body.length() > FRAME_HEAD ? body.getBytes(FRAME_HEAD, body.length()) : new byte[0];
    return new GrpcAnswer(
        status.matches("[0-9]{1,3}") ? Integer.parseInt(status) : UNKNOWN,
        last(response, "grpc-message"),
        message);
  }

  /** From the trailers, or from the head of an answer that has nothing else. */
  private static String last(HttpClientResponse response, String name) {
    @Nullable String trailer = response.trailers().get(name);
    return trailer != null ? trailer : Objects.requireNonNullElse(response.getHeader(name), "");
  }
}
