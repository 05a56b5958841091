package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.report.CopyCounters;
import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.AnswerRule;
import dev.turnout.agents.routing.MirrorRoute;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A real proxy in front of real servers, on free ports of the loopback interface. */
final class ProxyUnderTest implements AutoCloseable {
  static final String MODEL = "fraud";
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  final Vertx vertx = Vertx.vertx();
  // Kept: a client that nobody holds is closed as soon as memory is tidied up.
  final WebSocketClient webSockets = vertx.createWebSocketClient();
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final ProxyRouter router;
  private long epoch;

  ProxyUnderTest() {
    this(Duration.ofSeconds(60));
  }

  ProxyUnderTest(Duration requestTimeout) {
    this(
        config ->
            config.withTimeouts(requestTimeout, Duration.ofSeconds(20), Duration.ofMillis(200)));
  }

  ProxyUnderTest(UnaryOperator<ProxyConfig> change) {
    router =
        ProxyRouter.start(
            change.apply(ProxyConfig.of(Map.of(MODEL, new ListenAddress("127.0.0.1", 0)))));
  }

  /** Starts a server with this behaviour. */
  Endpoint serve(Handler<HttpServerRequest> behaviour) {
    return endpoint(Endpoint.Protocol.HTTP1, listen(0, behaviour));
  }

  /** Starts a server that is spoken to in HTTP/2. */
  Endpoint serveH2c(Handler<HttpServerRequest> behaviour) {
    return endpoint(Endpoint.Protocol.H2C, listen(0, behaviour));
  }

  HttpServer listen(int port, Handler<HttpServerRequest> behaviour) {
    return await(
        vertx
            .createHttpServer(new HttpServerOptions().setReusePort(true))
            .requestHandler(behaviour)
            .listen(port, "127.0.0.1"));
  }

  static Endpoint endpoint(Endpoint.Protocol protocol, HttpServer server) {
    return new Endpoint(protocol, "127.0.0.1", server.actualPort());
  }

  /** Sends all traffic to this endpoint, as version v1. */
  void routeTo(Endpoint endpoint) {
    route(Stickiness.none(), 0, Map.of("v1", endpoint));
  }

  /** Puts the next table in force; v2 is the candidate. */
  void route(Stickiness stickiness, double candidate, Map<String, Endpoint> endpoints) {
    router.apply(
        new RouteSnapshot(
            MODEL,
            ++epoch,
            "salt",
            stickiness,
            List.of(new VersionRoute("v2", candidate), new VersionRoute("v1", 1 - candidate)),
            List.of()),
        endpoints);
  }

  /** Puts the next table in force: v1 answers, v2 gets copies. */
  void mirror(double fraction, List<AnswerRule> compare, Map<String, Endpoint> endpoints) {
    router.apply(
        new RouteSnapshot(
            MODEL,
            ++epoch,
            "salt",
            Stickiness.none(),
            List.of(new VersionRoute("v2", 0), new VersionRoute("v1", 1)),
            List.of(new MirrorRoute("v2", fraction, compare))),
        endpoints);
  }

  /** How many copies had this fate, once there are {@code copies}. */
  long copies(CopyFate fate, long copies) {
    CopyCounters counters = router.counters(MODEL).copies();
    awaitThat(() -> counters.total(fate) >= copies);
    return counters.total(fate);
  }

  /** Waits until so many copies have had one of these fates. */
  void awaitCopies(long copies, CopyFate... fates) {
    CopyCounters counters = router.counters(MODEL).copies();
    awaitThat(() -> Arrays.stream(fates).mapToLong(counters::total).sum() >= copies);
    assertThat(Arrays.stream(fates).mapToLong(counters::total).sum())
        .isGreaterThanOrEqualTo(copies);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return router.port(MODEL);
  }

  /** What was counted for a version, once it has answered {@code requests}. */
  VersionTotals counted(String version, long requests) {
    awaitCounted(requests, version);
    return totals(version);
  }

  /**
   * Waits until these versions have been counted so often: an answer is counted once it is sent.
   */
  void awaitCounted(long requests, String... versions) {
    awaitThat(() -> Arrays.stream(versions).mapToLong(v -> totals(v).requests()).sum() >= requests);
  }

  private VersionTotals totals(String version) {
    return router.counters(MODEL).version(version).totals();
  }

  /** Returns in the end whatever came, so that the assertion after it says what did. */
  private static void awaitThat(BooleanSupplier condition) {
    long limit = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < limit) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT_NANOS, TimeUnit.NANOSECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    router.close();
    await(vertx.close());
  }
}
