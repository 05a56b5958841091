package dev.turnout.api;

import dev.turnout.api.model.History;
import dev.turnout.api.model.ReadModel;
import dev.turnout.bus.Connection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The HTTP API of one process; it answers for every model. */
public final class ApiServer implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 8;
  private static final int MOST_CONNECTIONS = 4000;
  private static final int IDLE_SECONDS = 60;
  private static final long STOP_SECONDS = 5;

  private final Vertx vertx;
  private final ReadModel models;
  private final History history;
  private final CommandDesk desk;
  private final List<Route> routes;
  private final HttpServer server;
  private final Optional<LoginGate> login;
  private final Optional<ApiTls> tls;

  private ApiServer(ApiConfig config, Connection connection) {
    this.tls = config.tls().map(ApiTls::new);
    this.vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(2));
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("turnout-api", WORKERS);
    this.login = login(config, workers);
    this.models = ReadModel.follow(connection);
    this.history = new History(connection);
    this.desk = new CommandDesk(connection, models.answers(), history);
    this.routes = routes(connection, models, history, desk, vertx);
    Gate gate = login.<Gate>map(one -> one).orElseGet(OpenGate::new);
    Dispatcher dispatcher =
        new Dispatcher(
            vertx,
            workers,
            tls.isPresent(),
            new OriginGuard(login.isEmpty()),
            new RateGate(gate, config.requestsPerSecond()),
            routes);
    this.server = vertx.createHttpServer(options(config, tls)).requestHandler(dispatcher);
    limitConnections(server);
    listen(config);
    tls.ifPresent(shown -> shown.follow(vertx, server));
  }

  /**
   * Starts to serve and to read what there is; it answers at once, with what it knows so far.
   *
   * @throws IllegalStateException if the address cannot be used
   */
  public static ApiServer start(ApiConfig config, Connection connection) {
    return new ApiServer(config, connection);
  }

  /** Where it listens. */
  public int port() {
    return server.actualPort();
  }

  /** Why it does not know all models yet, one sentence each; empty when it does. */
  public List<String> unready() {
    return models.unready();
  }

  /** What is wrong although it answers, one sentence each. */
  public List<String> warnings() {
    return Stream.concat(
            login.stream().flatMap(gate -> gate.warnings().stream()),
            tls.stream().flatMap(shown -> shown.warning().stream()))
        .toList();
  }

  /** All that can be asked for, such as {@code GET /api/v1/models/{model}}. */
  public List<String> operations() {
    return routes.stream().map(route -> route.method().name() + " " + route.path()).toList();
  }

  /** All that can be asked for; nothing is touched before somebody asks. */
  static List<Route> routes(
      Connection connection, ReadModel models, History history, CommandDesk desk, Vertx vertx) {
    List<Route> all = new ArrayList<>();
    all.addAll(new ServerResource(version()).routes());
    all.addAll(new OpenApi().routes());
    all.addAll(new ModelResource(models, history).routes());
    all.addAll(new ExplainResource(connection, models).routes());
    all.addAll(new EventResource(vertx, models).routes());
    all.addAll(new CommandResource(models, desk).routes());
    all.addAll(new ReportResource(connection, desk).routes());
    all.addAll(new LetterResource(connection).routes());
    all.addAll(new PolicyResource(connection, models).routes());
    return List.copyOf(all);
  }

  /** Begins with what may be wrong, before anything runs. */
  private Optional<LoginGate> login(ApiConfig config, WorkerExecutor workers) {
    try {
      return config.auth().map(auth -> new LoginGate(auth, workers));
    } catch (IllegalArgumentException e) {
      vertx.close();
      throw e;
    }
  }

  private static HttpServerOptions options(ApiConfig config, Optional<ApiTls> tls) {
    HttpServerOptions options = plain(config);
    tls.ifPresent(shown -> shown.applyTo(options));
    return options;
  }

  private static HttpServerOptions plain(ApiConfig config) {
    return new HttpServerOptions()
        .setHost(config.listen().getHostString())
        .setPort(config.listen().getPort())
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxHeaderSize(16 * 1024)
        .setMaxFormAttributeSize(0);
  }

  /** So that nobody who opens more and more of them takes all memory. */
  private static void limitConnections(HttpServer server) {
    AtomicInteger open = new AtomicInteger();
    server.connectionHandler(
        connection -> {
          open.incrementAndGet();
          connection.closeHandler(closed -> open.decrementAndGet());
          if (open.get() > MOST_CONNECTIONS) {
            connection.close();
          }
        });
  }

  private void listen(ApiConfig config) {
    try {
      await(server.listen());
    } catch (CompletionException e) {
      close();
      throw new IllegalStateException(
          "Cannot serve the API on %s:%d: %s"
              .formatted(
                  config.listen().getHostString(),
                  config.listen().getPort(),
                  Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    }
  }

  private static String version() {
    return Objects.requireNonNullElse(
        ApiServer.class.getPackage().getImplementationVersion(), "development");
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      // It has had its time; nothing of it is needed any more.
    }
    models.close();
    history.close();
    desk.close();
  }
}
