package dev.turnout.bench.faults.real;

import dev.turnout.bench.process.AtExit;
import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.FreePorts;
import dev.turnout.bench.process.Patience;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A whole installation of child processes: three brokers, two orchestrators, and the nodes' agents,
 * which start the model servers. Only the schema registry is in this process.
 */
final class Installation implements AutoCloseable {
  private static final String PROGRAM = "dev.turnout.cli.Main";
  private static final Duration START = Duration.ofMinutes(4);
  private static final int PORTS_PER_MODEL = 12;

  private final Plan plan;
  private final FreePorts ports = new FreePorts();
  private final Topics topics = Topics.standard();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final EmbeddedRegistry registry;
  private final Brokers brokers;
  private final Map<String, Child> orchestrators = new TreeMap<>();
  private final Map<String, Integer> adminPorts = new TreeMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final AtExit atExit;

  private Installation(Plan plan) throws InterruptedException {
    this.plan = plan;
    this.atExit = AtExit.act("faults-kill-children", this::killAll);
    this.registry = EmbeddedRegistry.start(0, Optional.of(plan.folder().resolve("registry.json")));
    this.brokers = Brokers.start(plan, ports);
    TopicSettings settings = TopicSettings.production().withPartitions(plan.partitions());
    new TopicsAdmin(brokers.admin(), topics, settings).create();
    for (String name : Plan.ORCHESTRATORS) {
      orchestrators.put(name, orchestrator(name));
    }
    for (int i = 1; i <= plan.nodes(); i++) {
      nodes.add(node("node-" + i));
    }
  }

  /** Starts everything and returns when all of it is ready. */
  static Installation start(Plan plan) throws InterruptedException {
    var installation = new Installation(plan);
    try {
      installation.orchestrators.values().forEach(Child::start);
      installation.nodes.forEach(node -> node.agent().start());
      Patience.until(START, "every process to be ready", () -> installation.missing().isEmpty());
      return installation;
    } catch (RuntimeException | InterruptedException e) {
      installation.close();
      throw e;
    }
  }

  Topics topics() {
    return topics;
  }

  Plan plan() {
    return plan;
  }

  Brokers brokers() {
    return brokers;
  }

  Map<String, Child> orchestrators() {
    return orchestrators;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Settings with which clients reach the brokers and the registry. */
  Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers", brokers.bootstrapServers(), "schema.registry.url", registry.url());
  }

  /** What is not at full strength, in words; empty if nothing is. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!brokers.isWhole()) {
      missing.add("a copy of a partition");
    }
    adminPorts.forEach(
        (name, port) -> {
          if (!isReady(port)) {
            missing.add(name);
          }
        });
    return missing;
  }

  /** The partitions that an orchestrator owns; empty if none. */
  Set<Integer> owned(String orchestrator) {
    return brokers.assigned(
        topics.orchestratorGroup(),
        topics.transactionalIdPrefix() + orchestrator,
        topics.commands());
  }

  /** Whether a process says of itself that it is ready. */
  boolean isReady(int adminPort) {
    return get(adminPort, "/health/ready").isPresent();
  }

  boolean isReady(String orchestrator) {
    return isReady(adminPorts.getOrDefault(orchestrator, 0));
  }

  /** A figure that an orchestrator measures of itself; empty while it does not answer. */
  Optional<Double> metric(String orchestrator, String line) {
    return get(adminPorts.getOrDefault(orchestrator, 0), "/metrics")
        .flatMap(
            text ->
                text.lines()
                    .filter(l -> l.startsWith(line + " "))
                    .map(l -> Double.valueOf(l.substring(line.length() + 1)))
                    .findFirst());
  }

  private Optional<String> get(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A run of the program with these arguments, connected to this installation. */
  Child program(String name, List<String> arguments) {
    List<String> main = new ArrayList<>(List.of(PROGRAM));
    main.addAll(arguments);
    return new Child(name, plan.folder().resolve(name + ".log"), "128m", main);
  }

  private Child orchestrator(String name) {
    int admin = ports.take();
    adminPorts.put(name, admin);
    String text =
        """
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        instanceId: %s
        commitInterval: 250ms
        admin: 127.0.0.1:%d
        """
            .formatted(brokers.bootstrapServers(), registry.url(), name, admin);
    Path file = write(name + ".yaml", text);
    return program(name, List.of("orchestrator", "--config", file.toString()));
  }

  private Node node(String name) {
    int admin = ports.take();
    adminPorts.put(name, admin);
    Map<String, Integer> listen = new TreeMap<>();
    plan.models().forEach(model -> listen.put(model, ports.take()));
    Path data = plan.folder().resolve(name);
    String text =
        """
        node: %s
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        dataDir: "%s"
        admin: 127.0.0.1:%d
        reports: {metrics: 1s, heartbeat: 1s}
        models:
        %s
        """
            .formatted(
                name,
                brokers.bootstrapServers(),
                registry.url(),
                data,
                admin,
                listen.entrySet().stream()
                    .map(entry -> model(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining("\n")));
    Path file = write(name + ".yaml", text);
    Child agent = program(name, List.of("agent", "--config", file.toString()));
    return new Node(name, agent, admin, data, listen);
  }

  private String model(String model, int port) {
    List<String> command = Child.java("32m", VersionServer.class.getName());
    command.addAll(List.of("{port}", "{version}", Long.toString(ProcessHandle.current().pid())));
    String quoted =
        command.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
    int first = ports.take(PORTS_PER_MODEL);
    return """
          - name: %s
            listen: 127.0.0.1:%d
            launcher:
              process:
                command: [%s]
                ports: %d-%d
                startTimeout: 60s
                grace: 1s
                backOff: 200ms
            health: {interval: 200ms, timeout: 1s, unreadyAfter: 10}
            drain: 1s
        """
        .formatted(model, port, quoted, first, first + PORTS_PER_MODEL - 1);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(plan.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void killAll() {
    nodes.forEach(node -> node.agent().close());
    orchestrators.values().forEach(Child::close);
    nodes.forEach(
        node -> ModelServers.of(node).forEach(server -> server.process().destroyForcibly()));
    brokers.processes().forEach(Child::close);
  }

  @Override
  public void close() {
    killAll();
    brokers.close();
    registry.close();
    atExit.close();
  }
}
