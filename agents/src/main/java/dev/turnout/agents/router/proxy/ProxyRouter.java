package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.Mirror;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router that is a reverse proxy inside the agent: one listener per model. Until a model's
 * first table it answers 503. Safe for all threads; applying does not block.
 */
public final class ProxyRouter implements Router {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyRouter.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final ProxyConfig config;
  private final Map<String, ModelListener> listeners;

  private ProxyRouter(Vertx vertx, ProxyConfig config, Map<String, ModelListener> listeners) {
    this.vertx = vertx;
    this.config = config;
    this.listeners = listeners;
  }

  /**
   * Starts the proxy; when this returns, all listeners accept connections.
   *
   * @throws RouterException if a listener cannot be opened
   */
  public static ProxyRouter start(ProxyConfig config) {
    Map<String, ModelListener> listeners = new TreeMap<>();
    new TreeMap<>(config.listeners())
        .forEach(
            (model, address) ->
                listeners.put(
                    model,
                    new ModelListener(
                        new ModelRoutes(model, config.maxCopies()),
                        address,
                        listeners.size() + 1)));
    ProxyRouter router = new ProxyRouter(createVertx(config), config, listeners);
    router.deploy();
    return router;
  }

  @Override
  public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
    listener(snapshot.model()).routes().apply(new AppliedRoutes(snapshot, endpoints));
  }

  @Override
  public Optional<RouteSnapshot> inForce(String model) {
    return Optional.ofNullable(listeners.get(model))
        .flatMap(listener -> listener.routes().current())
        .map(RouteTable::snapshot);
  }

  @Override
  public Set<Capability> capabilities() {
    return DataPlane.PROXY.capabilities();
  }

  /**
   * What the versions of a model did since the proxy started.
   *
   * @throws RouterException if the proxy has no listener for the model
   */
  public ModelCounters counters(String model) {
    return listener(model).routes().counters();
  }

  /**
   * The port on which the requests of a model come in.
   *
   * @throws RouterException if the proxy has no listener for the model
   */
  public int port(String model) {
    return listener(model).boundPort();
  }

  @Override
  public void close() {
    try {
      await(vertx.close(), config.shutdownGrace().plus(START_LIMIT));
    } catch (RouterException e) {
      LOG.warn("Proxy did not close in time: reason={}", e.getMessage());
    }
  }

  private void deploy() {
    DeploymentOptions options = new DeploymentOptions().setInstances(config.eventLoops());
    try {
      Mirror mirror = new Mirror(config.mirrorLimits());
      await(vertx.deployVerticle(mirror), START_LIMIT);
      await(
          vertx.deployVerticle(
              () -> new ProxyVerticle(config, List.copyOf(listeners.values()), mirror), options),
          START_LIMIT);
    } catch (RouterException e) {
      close();
      throw e;
    }
    listeners.forEach(
        (model, listener) ->
            LOG.info(
                "Proxy listening: model={} host={} port={} nativeTransport={}",
                model,
                listener.address().host(),
                listener.boundPort(),
                vertx.isNativeTransportEnabled()));
  }

  private ModelListener listener(String model) {
    return Optional.ofNullable(listeners.get(model))
        .orElseThrow(
            () ->
                new RouterException(
                    "Expected a listener for model '%s', but the proxy has listeners for %s"
                        .formatted(model, new TreeSet<>(listeners.keySet()))));
  }

  private static Vertx createVertx(ProxyConfig config) {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            // One more for the copies.
            .setEventLoopPoolSize(config.eventLoops() + 1));
  }

  private static void await(Future<?> future, Duration limit) {
    try {
      future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw cause instanceof RouterException known
          ? known
          : new RouterException("The proxy failed: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new RouterException("The proxy took longer than " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterException("Interrupted while waiting for the proxy", e);
    }
  }
}
