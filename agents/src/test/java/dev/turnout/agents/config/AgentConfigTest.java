package dev.turnout.agents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnout.agents.launcher.process.CommandTemplate;
import dev.turnout.agents.launcher.process.ResourceLimits;
import dev.turnout.agents.probe.GrpcReadiness;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.probe.HttpReadiness;
import dev.turnout.agents.probe.KserveReadiness;
import dev.turnout.agents.probe.MlflowReadiness;
import dev.turnout.agents.probe.OpenInferenceReadiness;
import dev.turnout.agents.probe.Readiness;
import dev.turnout.agents.probe.ServerModel;
import dev.turnout.agents.probe.TensorflowReadiness;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.InvalidDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
  @Test
  void shouldTakeDefaultsForAllThatMayBeMissing() {
    // when
    AgentConfig config =
        AgentConfig.parse(
            """
            node: node-1
            kafka:
              bootstrap.servers: localhost:9092
              schema.registry.url: http://localhost:8081
            models:
              - name: fraud
                listen: 127.0.0.1:8000
                launcher:
                  static: {v1: "http://127.0.0.1:1234"}
            """,
            "agent.yaml");

    // then
    assertThat(config)
        .isEqualTo(
            new AgentConfig(
                "node-1",
                Map.of(),
                KafkaSettings.of("localhost:9092", "http://localhost:8081"),
                Topics.standard(),
                Path.of(".turnout", "agent"),
                new ListenAddress("127.0.0.1", 9464),
                new ReportTimes(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                ProxyLimits.defaults(),
                List.of(
                    ModelConfig.proxied(
                        "fraud",
                        new ListenAddress("127.0.0.1", 8000),
                        new LauncherConfig.Static(
                            Map.of("v1", Endpoint.parse("http://127.0.0.1:1234"))),
                        new HealthConfig(
                            "/ping", Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 3),
                        Duration.ofSeconds(30)))));
  }

  @Test
  void shouldReadEveryKey() {
    // when
    AgentConfig config =
        AgentConfig.parse(
            """
            node: node-2
            kafka:
              bootstrap.servers: kafka:9093
              schema.registry.url: https://registry
              security.protocol: SSL
              retries: 7
            labels: {zone: eu-1a, rack: 7}
            topicPrefix: staging
            dataDir: /var/lib/turnout
            admin: 0.0.0.0:9000
            reports: {metrics: 2s, heartbeat: 500ms}
            proxy:
              eventLoops: 3
              requestTimeout: 10s
              connectTimeout: 1s
              maxBufferedBody: 1000
              maxConnections: 7
              maxCopies: 12
              maxComparedAnswer: 2048
              shutdownGrace: 1s
            models:
              - name: fraud
                listen: 0.0.0.0:8000
                launcher:
                  process:
                    command: [mlflow, models, serve, -m, "{source}", -p, "{port}"]
                    environment: {MODEL: "{model}-{version}", THREADS: 2}
                    ports: 21000-21099
                    startTimeout: 2m
                    grace: 3s
                    attempts: 4
                    backOff: 2s
                health: {path: /health, interval: 2s, timeout: 3s, readyAfter: 2, unreadyAfter: 5}
                drain: 1m30s
            """,
            "agent.yaml");

    // then
    assertThat(config)
        .isEqualTo(
            new AgentConfig(
                "node-2",
                Map.of("zone", "eu-1a", "rack", "7"),
                new KafkaSettings(
                    Map.of(
                        "bootstrap.servers", "kafka:9093",
                        "schema.registry.url", "https://registry",
                        "security.protocol", "SSL",
                        "retries", "7")),
                new Topics("staging"),
                Path.of("/var/lib/turnout"),
                new ListenAddress("0.0.0.0", 9000),
                new ReportTimes(Duration.ofSeconds(2), Duration.ofMillis(500)),
                new ProxyLimits(
                    3,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    1000,
                    7,
                    Duration.ofSeconds(1),
                    12,
                    2048),
                List.of(
                    ModelConfig.proxied(
                        "fraud",
                        new ListenAddress("0.0.0.0", 8000),
                        new LauncherConfig.Process(
                            new CommandTemplate(
                                List.of(
                                    "mlflow", "models", "serve", "-m", "{source}", "-p", "{port}"),
                                Map.of("MODEL", "{model}-{version}", "THREADS", "2")),
                            new PortRange(21000, 21099),
                            Duration.ofMinutes(2),
                            Duration.ofSeconds(3),
                            4,
                            Duration.ofSeconds(2)),
                        new HealthConfig(
                            "/health", Duration.ofSeconds(2), Duration.ofSeconds(3), 2, 5),
                        Duration.ofSeconds(90)))));
  }

  @Test
  void shouldReportEveryMistake() {
    // when
    List<String> mistakes =
        mistakes(
            """
            node: node-1
            kafka: {bootstrap.servers: localhost:9092}
            reports: {metrics: 10ms}
            modles: []
            models:
              - name: Fraud
                listen: 8000
                launcher:
                  static: {v1: 127.0.0.1:1234}
                  process: {command: [serve], ports: 21000}
              - name: churn
                listen: 127.0.0.1:8001
                launcher:
                  process: {command: [serve, "{prot}"], ports: 21000-21099}
                health: {path: ping}
            """);

    // then
    assertThat(mistakes)
        .containsExactly(
            "agent.yaml:2:8: kafka: Expected 'schema.registry.url' in the Kafka settings, but it is"
                + " missing",
            "agent.yaml:3:10: reports: Expected metrics from PT0.1S to PT1M, but got PT0.01S",
            "agent.yaml:4:1: Expected one of the keys [node, labels, kafka, topicPrefix, dataDir, admin,"
                + " reports, proxy, models], but got 'modles' (did you mean 'models'?)",
            "agent.yaml:7:13: models[0].listen: Expected a text, but got 8000 (write \"8000\")",
            "agent.yaml:9:7: models[0].launcher: Expected exactly one of the keys [static,"
                + " process, kubernetes], but got [static, process]",
            "agent.yaml:14:16: models[1].launcher.process: Expected {model}, {version}, {source} or"
                + " {port} in a command, but got {prot}",
            "agent.yaml:15:20: models[1].health.path: Expected a path such as /ping, but got"
                + " 'ping'");
  }

  @Test
  void shouldRefuseWhatTwoModelsCannotShare() {
    String model =
        """
          - name: %s
            listen: 127.0.0.1:%d
            launcher: {process: {command: [serve, "{port}"], ports: %s}}
        """;
    assertThat(mistakesOf(model.formatted("a", 1, "100-200") + model.formatted("a", 2, "100-200")))
        .contains("Expected each model once, but 'a' came twice");
    assertThat(mistakesOf(model.formatted("a", 1, "100-200") + model.formatted("b", 1, "100-200")))
        .contains("Expected each model to listen on its own address, but 127.0.0.1:1 came twice");
    assertThat(mistakesOf(model.formatted("a", 1, "100-200") + model.formatted("b", 2, "200-300")))
        .contains("Expected port ranges that are equal or apart, but 100-200 and 200-300 overlap");
  }

  @Test
  void shouldShowNoSecret() {
    // given
    KafkaSettings settings =
        new KafkaSettings(
            Map.of(
                "bootstrap.servers", "x:1",
                "schema.registry.url", "http://user:secret@registry",
                "sasl.jaas.config", "password=secret"));

    // when
    String shown = AgentConfig.of("n", settings, Path.of("d"), models()).toString();

    // then
    assertThat(shown).contains("sasl.jaas.config").doesNotContain("secret");
  }

  @Test
  void shouldReadEachKindOfModelServer() {
    assertThat(health("{kind: http, path: /up}")).isEqualTo(new HttpReadiness("/up"));
    assertThat(health("{kind: mlflow}")).isEqualTo(new MlflowReadiness());
    assertThat(health("{kind: oip-v2}")).isEqualTo(new OpenInferenceReadiness(ServerModel.same()));
    assertThat(health("{kind: oip-v2, model: iris, version: \"{version}\"}"))
        .isEqualTo(new OpenInferenceReadiness(new ServerModel("iris", Optional.of("{version}"))));
    assertThat(health("{kind: kserve-v1, model: iris}"))
        .isEqualTo(new KserveReadiness(new ServerModel("iris", Optional.empty())));
    assertThat(health("{kind: tf-serving, version: \"2\"}"))
        .isEqualTo(new TensorflowReadiness(new ServerModel("{model}", Optional.of("2"))));
    assertThat(health("{kind: grpc-health, service: fraud.v1}"))
        .isEqualTo(new GrpcReadiness("fraud.v1"));
  }

  @Test
  void shouldRefuseAKeyThatTheKindOfServerDoesNotHave() {
    assertThat(
            mistakesOf(
                """
                - name: fraud
                  listen: 127.0.0.1:8000
                  launcher: {static: {v1: "http://127.0.0.1:1"}}
                  health: {kind: mlflow, path: /ping}
                """))
        .isEqualTo(
            "agent.yaml:7:26: models[0].health: Expected one of the keys [kind, interval, timeout,"
                + " readyAfter, unreadyAfter], but got 'path'");
  }

  @Test
  void shouldReadLimitsAndProtocolOfProcesses() {
    // when
    AgentConfig config =
        parse(
            """
            - name: fraud
              listen: 127.0.0.1:8000
              launcher:
                process:
                  command: [serve, "{port}"]
                  ports: 21000-21099
                  limits: {memory: 2Gi, cpus: 2, openFiles: 4096}
                  protocol: h2c
                  foreignListener: true
            """);

    // then
    LauncherConfig.Process process = (LauncherConfig.Process) config.models().get(0).launcher();
    assertThat(process.limits())
        .isEqualTo(
            new ResourceLimits(OptionalLong.of(2L << 30), OptionalInt.of(2), OptionalInt.of(4096)));
    assertThat(process.protocol()).isEqualTo(Endpoint.Protocol.H2C);
    assertThat(process.foreignListener()).isTrue();
  }

  private static Readiness health(String text) {
    String model =
        """
        - name: fraud
          listen: 127.0.0.1:8000
          launcher: {static: {v1: "http://127.0.0.1:1"}}
          health: %s
        """;
    return parse(model.formatted(text)).models().get(0).health().readiness();
  }

  private static AgentConfig parse(String models) {
    return AgentConfig.parse(document(models), "agent.yaml");
  }

  private static List<ModelConfig> models() {
    return List.of(
        ModelConfig.of(
            "fraud",
            new ListenAddress("127.0.0.1", 0),
            new LauncherConfig.Static(Map.of("v1", Endpoint.parse("http://127.0.0.1:1")))));
  }

  private static String mistakesOf(String models) {
    return String.join("\n", mistakes(document(models)));
  }

  private static String document(String models) {
    return "node: n\nkafka: {bootstrap.servers: \"x:1\", schema.registry.url: \"http://y\"}\nmodels:\n"
        + models;
  }

  private static List<String> mistakes(String text) {
    InvalidDocument invalid =
        catchThrowableOfType(InvalidDocument.class, () -> AgentConfig.parse(text, "agent.yaml"));
    assertThat(invalid).isNotNull();
    return invalid.problems().stream().map(Object::toString).toList();
  }
}
