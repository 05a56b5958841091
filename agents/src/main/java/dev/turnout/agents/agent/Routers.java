package dev.turnout.agents.agent;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.RouterConfig;
import dev.turnout.agents.kubernetes.KubeClient;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.router.CountingRouter;
import dev.turnout.agents.router.PacedRouter;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.accesslog.AccessLog;
import dev.turnout.agents.router.haproxy.HaproxyRouter;
import dev.turnout.agents.router.haproxy.HaproxySettings;
import dev.turnout.agents.router.kubernetes.HttpRouteWeights;
import dev.turnout.agents.router.kubernetes.KubernetesRouter;
import dev.turnout.agents.router.kubernetes.ServiceSelector;
import dev.turnout.agents.router.nginx.NginxRouter;
import dev.turnout.agents.router.nginx.NginxSettings;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.router.proxy.ProxyRouter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the routers of the models, and closes them. Models may share one. */
final class Routers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Routers.class);
  private static final Duration READ_EVERY = Duration.ofSeconds(1);

  private final AgentConfig config;
  private final Clusters clusters;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<ListenAddress, AccessLog> accessLogs = new HashMap<>();
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

  /** Datagrams of access logs that could not be used. */
  long unusableLines() {
    return accessLogs.values().stream().mapToLong(AccessLog::unusable).sum();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      close(opened.pop());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("router did not close reason={}", e.toString());
    }
  }

  private void open(ModelConfig model) {
    String name = model.name();
    RouterConfig wanted = model.router();
    if (wanted instanceof RouterConfig.Proxy) {
      routers.put(name, proxy());
      counters.put(name, proxy().counters(name));
    } else if (wanted instanceof RouterConfig.Haproxy haproxy) {
      hear(haproxy.log(), name);
      routers.put(name, shared.computeIfAbsent(haproxy, kind -> keep(paced(haproxy(haproxy)))));
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
    } else if (wanted instanceof RouterConfig.Nginx nginx) {
      hear(nginx.log(), name);
      routers.put(name, shared.computeIfAbsent(nginx, kind -> keep(paced(nginx(nginx)))));
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

  private NginxRouter nginx(RouterConfig.Nginx nginx) {
    NginxRouter router =
        NginxRouter.open(
            new NginxSettings(
                nginx.program(),
                nginx.directory().orElse(config.dataDir().resolve("nginx")),
                listeners(nginx),
                Optional.of(nginx.log()),
                config.proxy().requestTimeout(),
                config.proxy().connectTimeout()));
    log.info("nginx found mode={} capabilities={}", router.mode(), router.capabilities());
    return router;
  }

  /** What a data plane tells of a model's requests is counted; planes may share an address. */
  private void hear(ListenAddress address, String model) {
    ModelCounters known = counters.computeIfAbsent(model, unknown -> new ModelCounters());
    accessLogs.computeIfAbsent(address, at -> keep(AccessLog.open(at))).count(model, known);
  }

  private Router paced(Router router) {
    return new PacedRouter(new CountingRouter(router, counters), READ_EVERY, System::nanoTime);
  }

  private Map<String, ListenAddress> listeners(RouterConfig of) {
    Map<String, ListenAddress> listeners = new HashMap<>();
    config.models().stream()
        .filter(model -> model.router().equals(of))
        .forEach(model -> model.listen().ifPresent(at -> listeners.put(model.name(), at)));
    return listeners;
  }

  private <T extends AutoCloseable> T keep(T router) {
    opened.push(router);
    return router;
  }
}
