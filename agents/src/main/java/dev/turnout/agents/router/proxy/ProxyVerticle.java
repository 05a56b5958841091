package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.Mirror;
import dev.turnout.agents.report.CopyFate;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The proxy of one event loop: its listeners and its connections to the versions. */
final class ProxyVerticle extends VerticleBase {
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  private final ProxyConfig config;
  private final List<ModelListener> listeners;
  private final Mirror mirror;
  private final List<HttpServer> servers = new ArrayList<>();

  ProxyVerticle(ProxyConfig config, List<ModelListener> listeners, Mirror mirror) {
    this.config = config;
    this.listeners = listeners;
    this.mirror = mirror;
  }

  @Override
  public Future<?> start() {
    Upstreams upstreams = new Upstreams(vertx, config);
    Deadlines deadlines = new Deadlines(vertx, config.requestTimeout());
    return Future.all(
        listeners.stream()
            .map(listener -> listen(listener, assemble(listener.routes(), upstreams, deadlines)))
            .toList());
  }

  @Override
  public Future<?> stop() {
    return Future.all(
        servers.stream().map(server -> server.shutdown(config.shutdownGrace())).toList());
  }

  /** The way of a request, from the outside in. */
  private Handler<HttpServerRequest> assemble(
      ModelRoutes routes, Upstreams upstreams, Deadlines deadlines) {
    Attempt attempt =
        new RetryOnce(
            new UpstreamAttempt(upstreams::pooled), new UpstreamAttempt(upstreams::fresh));
    Hop relay = new Counted(new EndpointRequired(new Relay(attempt)));
    Hop forward =
        deadlines.before(new BodyReading(config.maxBufferedBody(), new Mirrored(mirror, relay)));
    Hop tunnel =
        deadlines.before(
            Mirrored.never(
                CopyFate.STREAMED,
                new Counted(new EndpointRequired(new WebSocketTunnel(upstreams)))));
    return new NeverThrows(
        new VersionChoice(
            routes,
            () -> ThreadLocalRandom.current().nextDouble(),
            new ProtocolChoice(forward, tunnel)));
  }

  private Future<HttpServer> listen(ModelListener listener, Handler<HttpServerRequest> handler) {
    HttpServer server = vertx.createHttpServer(options()).requestHandler(handler);
    servers.add(server);
    return server
        .listen(listener.bindPort(), listener.address().host())
        .onSuccess(listening -> listener.boundTo(listening.actualPort()))
        .recover(cause -> Future.failedFuture(listener.cannotListen(cause)));
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHandle100ContinueAutomatically(true)
        .setMaxHeaderSize(MAX_HEAD_BYTES)
        .setMaxInitialLineLength(MAX_HEAD_BYTES)
        .setInitialSettings(new Http2Settings().setMaxHeaderListSize(MAX_HEAD_BYTES))
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setIdleTimeout((int) config.requestTimeout().toMillis() * 2 + 60_000)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
