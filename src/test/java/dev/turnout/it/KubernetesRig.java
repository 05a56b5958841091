package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.ClusterConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.ReportTimes;
import dev.turnout.agents.config.RouterConfig;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.kubernetes.Manifests;
import dev.turnout.agents.launcher.kubernetes.StandInController;
import dev.turnout.allinone.UpConfig;
import dev.turnout.events.MetricReport;
import dev.turnout.events.VersionMetrics;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The manifests of the examples on a real API server, and an agent with the rights of their Role.
 * No pods run: {@link StandInController} says that they do, and {@link #round} counts the requests
 * that a gateway would send where the objects say.
 */
final class KubernetesRig implements AutoCloseable {
  static final String MODEL = "fraud";
  private static final Path EXAMPLES = Path.of("../examples/kubernetes");
  private static final int REQUESTS = 3_000;

  private final KubeCluster cluster;
  private final TestBus bus;
  private final String namespace;
  private final StandInController controller;
  private final Map<String, Double> failing = new HashMap<>();
  private final Map<String, long[]> counters = new TreeMap<>();
  private final Agent agent;
  private long sequence;

  KubernetesRig(KubeCluster cluster, TestBus bus, Path directory, boolean gateway)
      throws IOException, InterruptedException {
    this.cluster = cluster;
    this.bus = bus;
    this.namespace = cluster.newNamespace();
    Manifests manifests = new Manifests(cluster, namespace);
    for (String file : List.of("rbac.yaml", "model.yaml", "route.yaml")) {
      manifests.apply(Files.readString(EXAMPLES.resolve(file)));
    }
    this.controller = new StandInController(cluster, namespace);
    ClusterConfig access =
        new ClusterConfig(Optional.of(kubeconfig(directory)), Optional.empty(), Optional.empty());
    ModelConfig model = example(gateway ? "up-gateway.yaml" : "up.yaml");
    this.agent = Agent.start(config(on(access, model), directory));
    assertThat(agent.awaitConnected(Duration.ofMinutes(2))).isTrue();
  }

  /** From now on this share of the requests of a version fails. */
  KubernetesRig failing(String version, double share) {
    failing.put(version, share);
    return this;
  }

  /** Some thousand requests go where the objects say; a job reports them. */
  void round(BusClient client) {
    Map<String, Double> shares = shares();
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.forEach(
        (version, weight) -> {
          long requests = sum == 0 ? 0 : Math.round(REQUESTS * weight / sum);
          long[] counter = counters.computeIfAbsent(version, v -> new long[2]);
          counter[0] += requests;
          counter[1] += Math.round(requests * failing.getOrDefault(version, 0.0));
        });
    List<VersionMetrics> versions = new ArrayList<>();
    counters.forEach(
        (version, c) ->
            versions.add(new VersionMetrics(version, c[0], c[1], null, List.of(), List.of())));
    client.send(
        bus.topics().metrics(),
        MODEL,
        new MetricReport(MODEL, "gateway-metrics", "run-1", ++sequence, 0L, versions));
  }

  /** The version that the Service selects. */
  String selected() {
    JsonNode service = cluster.read(KubeResource.service(namespace, MODEL));
    return service.at("/spec/selector").path("turnout.dev/version").asText();
  }

  /** The Services of the HTTPRoute with their weights. */
  Map<String, Long> weights() {
    Map<String, Long> weights = new TreeMap<>();
    cluster
        .read(KubeResource.httpRoute(namespace, MODEL))
        .at("/spec/rules/0/backendRefs")
        .forEach(b -> weights.put(b.path("name").asText(), b.path("weight").asLong()));
    return weights;
  }

  /** How many replicas a version's Deployment is to have. */
  int replicas(String version) {
    String path = "/apis/apps/v1/namespaces/%s/deployments/fraud-%s".formatted(namespace, version);
    return cluster.send("GET", path, "", "").body().at("/spec/replicas").asInt();
  }

  /** What {@code kubectl patch service fraud} does. */
  void patchService(String patch) {
    cluster.merge(KubeResource.service(namespace, MODEL).path(), patch);
  }

  @Override
  public void close() {
    agent.close();
    controller.close();
  }

  private Map<String, Double> shares() {
    Map<String, Double> shares = new TreeMap<>();
    if (isGateway()) {
      weights().forEach((service, weight) -> shares.put(service.substring(6), (double) weight));
    } else {
      shares.put(selected(), 1.0);
    }
    return shares;
  }

  private boolean isGateway() {
    JsonNode route = cluster.read(KubeResource.httpRoute(namespace, MODEL));
    return route.at("/metadata/annotations").has("turnout.dev/epoch");
  }

  private static ModelConfig example(String file) throws IOException {
    return UpConfig.parse(Files.readString(EXAMPLES.resolve(file)), file).models().get(0);
  }

  /** The same on the test's cluster, and not waiting long for requests in flight. */
  private static ModelConfig on(ClusterConfig access, ModelConfig model) {
    LauncherConfig.Kubernetes launcher = (LauncherConfig.Kubernetes) model.launcher();
    RouterConfig router =
        model.router() instanceof RouterConfig.KubernetesService service
            ? new RouterConfig.KubernetesService(service.service(), service.label(), access)
            : new RouterConfig.GatewayApi(
                ((RouterConfig.GatewayApi) model.router()).httpRoute(), access);
    return new ModelConfig(
        model.name(),
        model.listen(),
        router,
        new LauncherConfig.Kubernetes(
            launcher.endpoint(), launcher.replicas(), launcher.startTimeout(), access),
        model.health(),
        Duration.ofMillis(200));
  }

  private AgentConfig config(ModelConfig model, Path directory) {
    Map<String, String> settings = new TreeMap<>();
    bus.config().forEach((key, value) -> settings.put(key, value.toString()));
    return AgentConfig.of(
            "kubernetes", new KafkaSettings(settings), directory.resolve("agent"), List.of(model))
        .withTopics(bus.topics())
        .withReports(new ReportTimes(Duration.ofMillis(200), Duration.ofMillis(200)));
  }

  private Path kubeconfig(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: agent, namespace: %s}}]
        clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: agent, user: {token: %s}}]
        """
            .formatted(
                namespace,
                cluster.server(),
                cluster.authority(),
                cluster.token(namespace, "turnout-agent")));
  }
}
