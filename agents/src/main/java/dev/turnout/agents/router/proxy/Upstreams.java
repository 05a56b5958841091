package dev.turnout.agents.router.proxy;

import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** The connections of one event loop to the versions. */
final class Upstreams {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int WAITING_PER_CONNECTION = 4;

  private final HttpClientAgent pooled;
  private final HttpClientAgent fresh;
  private final HttpClientAgent tunnels;
  private final HttpClientAgent h2c;
  private final HttpClientAgent freshH2c;

  Upstreams(Vertx vertx, ProxyConfig config) {
    pooled = client(vertx, config, options(config));
    fresh = client(vertx, config, options(config).setKeepAlive(false));
    // A tunnel's connection never comes back, so these are as good as fresh.
    tunnels = client(vertx, config, options(config).setKeepAliveTimeout(1));
    h2c = client(vertx, config, http2(options(config)));
    freshH2c = client(vertx, config, http2(options(config)).setHttp2KeepAliveTimeout(1));
  }

  /** A request on a connection that is likely open already, and may just be dying. */
  Future<HttpClientRequest> pooled(Exchange exchange, Endpoint endpoint) {
    return open(speaksHttp2(exchange, endpoint) ? h2c : pooled, exchange, endpoint);
  }

  /** A request on a connection that is opened for it. */
  Future<HttpClientRequest> fresh(Exchange exchange, Endpoint endpoint) {
    return open(speaksHttp2(exchange, endpoint) ? freshH2c : fresh, exchange, endpoint);
  }

  /** A request whose connection becomes a tunnel. */
  Future<HttpClientRequest> tunnel(Exchange exchange, Endpoint endpoint) {
    return open(tunnels, exchange, endpoint);
  }

  /** gRPC needs HTTP/2 whatever the endpoint's scheme says. */
  static boolean speaksHttp2(Exchange exchange, Endpoint endpoint) {
    return endpoint.protocol() == Endpoint.Protocol.H2C
        || Headers.isGrpc(exchange.request().headers());
  }

  private static Future<HttpClientRequest> open(
      HttpClientAgent client, Exchange exchange, Endpoint endpoint) {
    HttpServerRequest request = exchange.request();
    return client
        .request(
            new RequestOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setMethod(request.method())
                .setURI(request.uri()))
        .recover(cause -> Future.failedFuture(new ConnectFailure(cause)));
  }

  private static HttpClientAgent client(
      Vertx vertx, ProxyConfig config, HttpClientOptions options) {
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(config.maxConnections())
            .setMaxWaitQueueSize(config.maxConnections() * WAITING_PER_CONNECTION);
    return vertx.httpClientBuilder().with(options).with(pool).build();
  }

  private static HttpClientOptions options(ProxyConfig config) {
    return new HttpClientOptions()
        .setConnectTimeout((int) config.connectTimeout().toMillis())
        .setMaxHeaderSize(MAX_HEAD_BYTES)
        .setMaxInitialLineLength(MAX_HEAD_BYTES);
  }

  private static HttpClientOptions http2(HttpClientOptions options) {
    return options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
  }
}
