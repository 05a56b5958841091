package dev.turnout.agents.agent;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.RouterConfig;
import dev.turnout.agents.kubernetes.KubeClient;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.router.PacedRouter;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.haproxy.HaproxyRouter;
import dev.turnout.agents.router.haproxy.HaproxySettings;
import dev.turnout.agents.router.kubernetes.HttpRouteWeights;
import dev.turnout.agents.router.kubernetes.KubernetesRouter;
import dev.turnout.agents.router.kubernetes.ServiceSelector;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.router.proxy.ProxyRouter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Opens the routers of the models, and closes them. Models may share one. */
final class Routers implements AutoCloseable {
  private static final Duration READ_EVERY = Duration.ofSeconds(1);

  private final AgentConfig config;
  private final Clusters clusters;
  private final Deque<Router> opened = new ArrayDeque<>();
  private final Map<RouterConfig, Router> shared = new HashMap<>();
  private final Map<String, Router> routers = new HashMap<>();
  private final Map<String, ModelCounters> counters = new HashMap<>();
  private Optional<ProxyRouter> proxy = Optional.empty();

  private Routers(AgentConfig config, Clusters clusters) {
    this.config = config;
    this.clusters = clusters;
  }

  /**
   * Opens what the models need; when this returns, their requests are accepted.
   *
   * @throws RouterException if one cannot be opened; none is open then
   */
  static Routers open(AgentConfig config, Clusters clusters) {
    Routers all = new Routers(config, clusters);
    try {
      config.models().forEach(all::open);
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  Router of(String model) {
    return Objects.requireNonNull(routers.get(model), model);
  }

  /** What the versions of a model did; stays at zero where the router cannot know. */
  ModelCounters counters(String model) {
    return Objects.requireNonNull(counters.get(model), model);
  }

  /**
   * The port on which the requests of a model come in.
   *
   * @throws RouterException if the model has none on this node
   */
  int port(String model) {
    if (routers.get(model) instanceof ProxyRouter known) {
      return known.port(model);
    }
    return config.models().stream()
        .filter(known -> known.name().equals(model))
        .flatMap(known -> known.listen().stream())
        .mapToInt(ListenAddress::port)
        .findFirst()
        .orElseThrow(
            () -> new RouterException("Model '%s' has no port on this node".formatted(model)));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private void open(ModelConfig model) {
    String name = model.name();
    RouterConfig wanted = model.router();
    if (wanted instanceof RouterConfig.Proxy) {
      routers.put(name, proxy());
      counters.put(name, proxy().counters(name));
    } else if (wanted instanceof RouterConfig.Haproxy haproxy) {
      routers.put(name, shared.computeIfAbsent(haproxy, kind -> keep(paced(haproxy(haproxy)))));
      counters.put(name, new ModelCounters());
    } else if (wanted instanceof RouterConfig.KubernetesService service) {
      KubeResource resource =
          KubeResource.service(clusters.namespace(service.cluster()), service.service());
      ServiceSelector selector = new ServiceSelector(resource, service.label());
      KubeClient client = clusters.client(service.cluster());
      routers.put(name, keep(paced(KubernetesRouter.ofService(name, selector, client))));
      counters.put(name, new ModelCounters());
    } else if (wanted instanceof RouterConfig.GatewayApi gateway) {
      KubeResource resource =
          KubeResource.httpRoute(clusters.namespace(gateway.cluster()), gateway.httpRoute());
      KubeClient client = clusters.client(gateway.cluster());
      routers.put(
          name,
          keep(paced(KubernetesRouter.ofHttpRoute(name, new HttpRouteWeights(resource), client))));
      counters.put(name, new ModelCounters());
    } else {
      throw new IllegalStateException("Expected a router for " + wanted);
    }
  }

  /** One proxy listens for all its models, so that they share its threads. */
  private ProxyRouter proxy() {
    if (proxy.isEmpty()) {
      proxy =
          Optional.of(
              keep(ProxyRouter.start(config.proxy().with(listeners(new RouterConfig.Proxy())))));
    }
    return proxy.get();
  }

  private HaproxyRouter haproxy(RouterConfig.Haproxy haproxy) {
    return HaproxyRouter.open(
        new HaproxySettings(
            haproxy.directory().orElse(config.dataDir().resolve("haproxy")),
            listeners(haproxy),
            haproxy.keys(),
            Optional.of(haproxy.log()),
            config.proxy().requestTimeout(),
            config.proxy().connectTimeout()));
  }

  private static PacedRouter paced(Router router) {
    return new PacedRouter(router, READ_EVERY, System::nanoTime);
  }

  private Map<String, ListenAddress> listeners(RouterConfig of) {
    Map<String, ListenAddress> listeners = new HashMap<>();
    config.models().stream()
        .filter(model -> model.router().equals(of))
        .forEach(model -> model.listen().ifPresent(at -> listeners.put(model.name(), at)));
    return listeners;
  }

  private <T extends Router> T keep(T router) {
    opened.push(router);
    return router;
  }
}
