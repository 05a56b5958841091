package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.api.access.ApiToken;
import dev.turnout.bridge.Bridge;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.bridge.otlp.Otlp;
import dev.turnout.cli.Cli;
import dev.turnout.notify.Notifier;
import dev.turnout.notify.NotifyConfig;
import dev.turnout.service.OrchestratorService;
import dev.turnout.service.ServiceConfig;
import dev.turnout.testing.Certificate;
import dev.turnout.testing.FakePrometheus;
import dev.turnout.testing.Receiver;
import dev.turnout.testing.RecordedMlflow;
import dev.turnout.testing.SecuredKafka;
import dev.turnout.testing.WatchfulAuthorizer;
import dev.turnout.testing.WatchfulAuthorizer.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A whole installation on a secured broker: each part with a user, a file and rights of its own.
 */
final class SecuredRig implements AutoCloseable {
  static final String SOURCE = "otlp_metrics";

  private final SecuredKafka cluster;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, List<String>> granted = new TreeMap<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Map<String, Path> files = new TreeMap<>();
  private final KafkaProducer<byte[], byte[]> others;
  private final String apiToken = ApiToken.create(new SecureRandom());
  private final RecordedMlflow mlflow = keep(new RecordedMlflow());
  private final FakePrometheus prometheus = keep(new FakePrometheus());
  private final Receiver receiver = keep(new Receiver());
  private final HttpClient users = HttpClient.newHttpClient();
  private final long began = System.currentTimeMillis();
  private URI requests = URI.create("http://127.0.0.1:1");
  private long served;
  private volatile String failing = "none";

  SecuredRig(SecuredKafka cluster) {
    this.cluster = cluster;
    Map<String, Object> root = new HashMap<>(cluster.root());
    this.others =
        keep(new KafkaProducer<>(root, new ByteArraySerializer(), new ByteArraySerializer()));
    mlflow.register("fraud", 2);
    receiver.answer(body -> 404);
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Gives a new user the rights that are printed for these roles. */
  Map<String, String> user(String name, Map<String, String> settings, String... roles) {
    for (String role : roles) {
      List<String> command =
          new ArrayList<>(List.of("topics", "acls", "--role", role, "--principal", "User:" + name));
      if (role.equals("bridge")) {
        command.addAll(List.of("--source-topic", SOURCE));
      }
      Cli.Result printed = Cli.run(command.toArray(new String[0]));
      assertThat(printed.code()).as(printed.err()).isZero();
      cluster.runAcls(printed.out());
      granted
          .computeIfAbsent(name, unknown -> new ArrayList<>())
          .addAll(printed.out().strip().lines().toList());
    }
    files.put(name, cluster.file(name, settings));
    return settings;
  }

  /** Runs a command as one of the users. */
  Cli.Result run(String user, String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--command-config", String.valueOf(files.get(user))));
    Cli.Result result = Cli.run(arguments.toArray(new String[0]));
    told.add(result.out() + result.err());
    return result;
  }

  /** The same with other settings than those of a user. */
  Cli.Result runWith(Map<String, String> settings, String command) {
    files.put("other", cluster.file("other", settings));
    return run("other", command);
  }

  /** What all commands have said. */
  List<String> told() {
    return List.copyOf(told);
  }

  /** A right that was printed for a user. */
  AclBinding right(String user, String operation, String name) {
    return granted.getOrDefault(user, List.of()).stream()
        .map(SecuredKafka::binding)
        .filter(right -> right.entry().operation().name().equals(operation))
        .filter(right -> right.pattern().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The same, which must end well. */
  String well(String user, String command) {
    Cli.Result result = run(user, command);
    assertThat(result.code()).as("%s: %s", command, result).isZero();
    return result.out();
  }

  OrchestratorService orchestrator(Map<String, String> settings) {
    Path tokens =
        cluster.write(
            "tokens.yaml",
            "tokens:\n  - {name: root, sha256: \"%s\", role: admin, models: [\"*\"]}\n"
                .formatted(ApiToken.hash(apiToken)));
    Certificate certificate = cluster.certificate();
    String yaml =
        SecuredKafka.yaml(settings)
            + """
              instanceId: secured
              mlflow: {uri: "MLFLOW", models: {fraud: fraud}}
              api:
                listen: 127.0.0.1:0
                tls: {certificate: CERTIFICATE, key: KEY}
                auth: {tokens: TOKENS}
              """
                .replace("MLFLOW", mlflow.uri())
                .replace("CERTIFICATE", certificate.file().toString())
                .replace("KEY", certificate.keyFile().toString())
                .replace("TOKENS", tokens.toString());
    OrchestratorService service =
        keep(OrchestratorService.start(ServiceConfig.parse(yaml, "orchestrator.yaml")));
    until(() -> service.orchestrator().unready().isEmpty());
    return service;
  }

  /** The token of the API's administrator. */
  String apiToken() {
    return apiToken;
  }

  RecordedMlflow mlflow() {
    return mlflow;
  }

  Receiver receiver() {
    return receiver;
  }

  Agent agent(Map<String, String> settings) {
    String yaml =
        SecuredKafka.yaml(settings)
            + """
              node: node-1
              dataDir: DATA
              admin: 127.0.0.1:0
              reports: {metrics: 200ms, heartbeat: 200ms}
              models:
                - name: fraud
                  listen: 127.0.0.1:0
                  launcher: {static: {v1: "FIRST", v2: "SECOND"}}
                  drain: 200ms
                  health: {interval: 50ms}
              """
                .replace("DATA", cluster.folder().resolve("agent-data").toString())
                .replace("FIRST", modelServer("v1"))
                .replace("SECOND", modelServer("v2"));
    Agent agent = keep(Agent.start(AgentConfig.parse(yaml, "agent.yaml")));
    requests = URI.create("http://127.0.0.1:%d/invocations".formatted(agent.port("fraud")));
    return agent;
  }

  Bridge bridge(Map<String, String> settings) {
    String yaml =
        SecuredKafka.yaml(settings)
            + """
              admin: 127.0.0.1:0
              otlp:
                topic: SOURCE
                rules:
                  - {metric: requests, model: {attribute: ml.model}, version: {attribute: service.version}, counts: [requests]}
              prometheus:
                url: URL
                interval: 1s
                queries:
                  - {query: 'seen{app="{{model}}",version="{{version}}"}', counts: [requests]}
              """
                .replace("SOURCE", SOURCE)
                .replace("URL", prometheus.url());
    Bridge bridge = keep(Bridge.start(BridgeConfig.parse(yaml, "bridge.yaml")));
    until(() -> bridge.unready().isEmpty());
    return bridge;
  }

  Notifier notifier(Map<String, String> settings) {
    String yaml =
        SecuredKafka.yaml(settings)
            + """
              admin: 127.0.0.1:0
              topic: {}
              webhooks:
                - {name: wrong, url: "URL", giveUpAfter: 1s, events: [rollout-ended]}
              """
                .replace("URL", receiver.url());
    Notifier notifier = keep(Notifier.start(NotifyConfig.parse(yaml, "notify.yaml")));
    until(() -> notifier.unready().isEmpty());
    return notifier;
  }

  private String modelServer(String version) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean asked = !exchange.getRequestURI().getPath().equals("/ping");
            exchange.sendResponseHeaders(asked && version.equals(failing) ? 500 : 200, -1);
            exchange.close();
          });
      server.start();
      parts.push(() -> server.stop(0));
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on this version answers no request well. */
  void fail(String version) {
    failing = version;
  }

  /** Some users ask the model, and the Collector tells of them, too. */
  void serve() {
    for (int i = 0; i < 20; i++) {
      try {
        var unused =
            users.send(
                HttpRequest.newBuilder(requests)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    served += 20;
    long[] times = {began * 1_000_000, System.currentTimeMillis() * 1_000_000};
    others(
        SOURCE,
        Otlp.record(
            Map.of("ml.model", "fraud", "service.version", "v0"),
            Otlp.sum("requests", Otlp.CUMULATIVE, Map.of(), times, served)));
  }

  /** Somebody else writes something that nobody can read. */
  void garbage(String topic) {
    others(topic, "garbage".getBytes(UTF_8));
  }

  private void others(String topic, byte[] value) {
    var unused = others.send(new ProducerRecord<>(topic, "fraud".getBytes(UTF_8), value));
    others.flush();
  }

  /** What the brokers refused, although it was printed that nothing more is needed. */
  List<String> refused(Collection<String> users) {
    return users.stream()
        .flatMap(user -> WatchfulAuthorizer.by(user).stream())
        .filter(asked -> !asked.allowed())
        .map(Asked::toString)
        .sorted()
        .toList();
  }

  /** Rights that were printed and that nobody has used. */
  List<String> unused(Collection<String> users) {
    return users.stream().flatMap(user -> unused(user).stream()).toList();
  }

  private List<String> unused(String user) {
    List<Asked> asked = WatchfulAuthorizer.by(user);
    return granted.getOrDefault(user, List.of()).stream()
        .map(SecuredKafka::binding)
        .filter(right -> asked.stream().noneMatch(one -> uses(one, right)))
        .map(right -> user + ": " + right.entry().operation() + " " + right.pattern())
        .toList();
  }

  private static boolean uses(Asked asked, AclBinding right) {
    boolean named =
        right.pattern().patternType() == PatternType.PREFIXED
            ? asked.name().startsWith(right.pattern().name())
            : asked.name().equals(right.pattern().name());
    return asked.allowed()
        && named
        && asked.operation().equals(right.entry().operation().name())
        && asked.resource().equals(right.pattern().resourceType().name());
  }

  static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
