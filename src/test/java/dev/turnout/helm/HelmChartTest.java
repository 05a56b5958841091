package dev.turnout.helm;

import static dev.turnout.helm.Chart.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.cli.Program;
import dev.turnout.notify.NotifyConfig;
import dev.turnout.orchestrator.mlflow.WebhookConfig;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIf("dev.turnout.helm.Chart#isRunnable")
class HelmChartTest {

  @Test
  void shouldPassHelmsStrictLint() {
    // when
    LintResult result = Chart.helm().lint().strict().call();
    // then
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minimal.yaml",
        "secured.yaml",
        "orchestrator-only.yaml",
        "kubernetes.yaml",
        "mlflow.yaml",
        "bridge-notifier.yaml"
      })
  void shouldRunPodsWithoutRights(String values) {
    for (Map<String, Object> object : render(values)) {
      for (Object pod : at(object, "spec", "template", "spec")) {
        // then
        assertThat(at(pod, "securityContext", "runAsNonRoot")).containsExactly(true);
        assertThat(at(pod, "containers", "securityContext", "readOnlyRootFilesystem"))
            .containsExactly(true);
        assertThat(at(pod, "containers", "securityContext", "allowPrivilegeEscalation"))
            .containsExactly(false);
        assertThat(at(pod, "containers", "securityContext", "capabilities", "drop"))
            .containsExactly(List.of("ALL"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minimal.yaml",
        "secured.yaml",
        "orchestrator-only.yaml",
        "kubernetes.yaml",
        "mlflow.yaml",
        "bridge-notifier.yaml"
      })
  void shouldNameEachObjectOnceAndShortEnough(String values) {
    // when
    List<String> names =
        render(values).stream()
            .map(object -> object.get("kind") + "/" + at(object, "metadata", "name").get(0))
            .toList();
    // then
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.split("/")[1].length() <= 63);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minimal.yaml",
        "secured.yaml",
        "orchestrator-only.yaml",
        "kubernetes.yaml",
        "mlflow.yaml",
        "bridge-notifier.yaml"
      })
  void shouldStartProgramsWithArgumentsTheyUnderstand(String values) {
    // given
    List<List<String>> started =
        render(values).stream()
            .flatMap(
                object -> at(object, "spec", "template", "spec", "containers", "args").stream())
            .map(args -> ((List<?>) args).stream().map(String::valueOf).toList())
            .toList();
    // then
    assertThat(started)
        .isNotEmpty()
        .allSatisfy(
            args ->
                assertThat(
                        Program.commandLine()
                            .parseArgs(args.toArray(String[]::new))
                            .hasSubcommand())
                    .isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal.yaml", "secured.yaml", "orchestrator-only.yaml"})
  void shouldConfigureAnOrchestratorThatCanBeReachedByItsProbesAndPeers(String values) {
    // when
    OrchestratorConfig config =
        OrchestratorConfig.parse(withSecrets(config(values, "orchestrator.yaml")), values);
    // then
    assertThat(config.admin().orElseThrow().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(config.admin().orElseThrow().getPort()).isEqualTo(9640);
    assertThat(config.lifeline().address().orElseThrow().getPort()).isEqualTo(9641);
  }

  @ParameterizedTest
  @CsvSource({"minimal.yaml, 1", "secured.yaml, 2", "kubernetes.yaml, 2"})
  void shouldConfigureAnAgentForEachModel(String values, int models) {
    // when
    AgentConfig config = AgentConfig.parse(withSecrets(config(values, "agent.yaml")), values);
    // then
    assertThat(config.models()).hasSize(models);
    assertThat(config.admin().port()).isEqualTo(9464);
    assertThat(config.dataDir()).hasToString("/var/lib/turnout");
  }

  @Test
  void shouldSpeakToASecuredBrokerWithoutASecretInAnyObject() {
    // when
    Map<String, String> kafka =
        OrchestratorConfig.parse(withSecrets(config("secured.yaml", "orchestrator.yaml")), "x")
            .kafka();
    // then
    assertThat(kafka)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("client.dns.lookup", "use_all_dns_ips")
        .containsEntry("ssl.truststore.certificates", "secret")
        .containsEntry("ssl.keystore.key", "secret")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"secret\" password=\"secret\";");
    assertThat(render("secured.yaml")).noneMatch(object -> "Secret".equals(object.get("kind")));
  }

  @Test
  void shouldGiveAgentsAUserOfTheirOwn() {
    // when
    List<Object> users =
        render("secured.yaml").stream()
            .flatMap(
                object ->
                    at(object, "spec", "template", "spec", "volumes", "secret", "secretName")
                        .stream())
            .toList();
    // then
    assertThat(users).contains("kafka-orchestrator", "kafka-agent");
  }

  @Test
  void shouldDescribeToStrimziTheTopicsThatTheProgramWouldMake() {
    // given
    Topics topics = new Topics("staging");
    Map<String, Map<String, String>> expected =
        Topic.required().stream()
            .collect(
                Collectors.toMap(
                    topics::name,
                    topic -> Topics.configuration(topic, TopicSettings.production())));
    // when
    Map<String, Map<String, String>> described = new TreeMap<>();
    render("secured.yaml").stream()
        .filter(object -> "KafkaTopic".equals(object.get("kind")))
        .forEach(
            object ->
                described.put(
                    String.valueOf(at(object, "spec", "topicName").get(0)),
                    texts(at(object, "spec", "config").get(0))));
    // then
    assertThat(described).isEqualTo(expected);
  }

  @Test
  void shouldGiveTheTopicsJobTheSameSettings() throws IOException {
    // given
    Properties properties = new Properties();
    properties.load(new StringReader(config("minimal.yaml", "client.properties")));
    // then
    assertThat(properties)
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("schema.registry.url", "http://registry:8081");
  }

  @Test
  void shouldLeadMlflowsWebhooksToTheOrchestrator() {
    // given
    List<Map<String, Object>> objects = render("mlflow.yaml");

    // when
    OrchestratorConfig config =
        OrchestratorConfig.parse(
            withSecrets(config("mlflow.yaml", "orchestrator.yaml"))
                .replace("secret: secret", "secret: long-secret"),
            "mlflow.yaml");

    // then
    WebhookConfig webhook = config.mlflow().orElseThrow().webhook().orElseThrow();
    assertThat(webhook.listen().getPort()).isEqualTo(9642);
    assertThat(webhook.aliases()).containsExactlyInAnyOrder("challenger", "candidate");
    assertThat(of(objects, "Deployment", "volumeMounts", "mountPath"))
        .contains(webhook.template().toString(), "/etc/turnout/webhook");
    assertThat(config("mlflow.yaml", "webhook.yaml")).contains("source: \"{source}\"");
    assertThat(of(objects, "Deployment", "ports", "containerPort")).contains(9642);
    assertThat(named(objects, "Service", "demo-orchestrator-webhook", "spec", "ports", "port"))
        .containsExactly(9642);
    assertThat(
            named(
                objects, "NetworkPolicy", "demo-orchestrator", "spec", "ingress", "ports", "port"))
        .containsExactly(9640, 9641, 9642);
  }

  @Test
  void shouldRunABridgeAndNotifiersThatUnderstandTheirConfiguration() {
    // given
    String values = "bridge-notifier.yaml";
    List<Map<String, Object>> objects = render(values);

    // when
    BridgeConfig bridge = BridgeConfig.parse(withSecrets(config(values, "bridge.yaml")), values);
    NotifyConfig notifier =
        NotifyConfig.parse(
            withSecrets(config(values, "notify.yaml"))
                .replace("url: secret", "url: https://chat.example.com/secret"),
            values);

    // then
    assertThat(bridge.otlp()).isPresent();
    assertThat(bridge.prometheus()).isPresent();
    assertThat(bridge.admin()).isEqualTo(new InetSocketAddress("0.0.0.0", 9643));
    assertThat(notifier.webhooks()).hasSize(1);
    assertThat(notifier.admin()).isEqualTo(new InetSocketAddress("0.0.0.0", 9644));
    assertThat(named(objects, "Deployment", "demo-bridge", "spec", "strategy", "type"))
        .as("two bridges of one name would take turns")
        .containsExactly("Recreate");
    assertThat(named(objects, "Deployment", "demo-notifier", "spec", "replicas"))
        .containsExactly(2);
    assertThat(of(objects, "Deployment", "volumeMounts", "mountPath"))
        .contains("/etc/turnout/secrets/prometheus", "/etc/turnout/secrets/chat");
    assertThat(users(objects, "demo-bridge")).contains("kafka-bridge", "prometheus");
    assertThat(users(objects, "demo-notifier")).contains("kafka-notifier", "chat");
    assertThat(named(objects, "NetworkPolicy", "demo-bridge", "spec", "ingress", "ports", "port"))
        .containsExactly(9643);
    assertThat(named(objects, "NetworkPolicy", "demo-notifier", "spec", "ingress", "ports", "port"))
        .containsExactly(9644);
  }

  @Test
  void shouldMakeTheTopicsOfABridgeAndANotifierWithThem() {
    // when
    List<Object> arguments = of(render("bridge-notifier.yaml"), "Job", "args");
    String strimzi =
        Chart.command("bridge-notifier.yaml")
            .set("topics.mode", "strimzi")
            .set("topics.strimzi.cluster", "main")
            .call();
    // then
    assertThat(arguments.toString()).contains("--with, bridge,notifications");
    for (Topic topic : List.of(Topic.BRIDGE_STATE, Topic.NOTIFICATIONS)) {
      String name = Topics.standard().name(topic);
      List<Object> described = named(Chart.objects(strimzi), "KafkaTopic", name, "spec", "config");
      assertThat(described).hasSize(1);
      assertThat(texts(described.get(0)))
          .isEqualTo(Topics.configuration(topic, TopicSettings.production()));
    }
    assertThat(Chart.manifests("minimal.yaml")).doesNotContain("--with", "demo-bridge");
  }

  @Test
  void shouldMonitorEachPart() {
    // when
    String manifests =
        Chart.command("bridge-notifier.yaml").set("serviceMonitor.enabled", true).call();
    // then
    for (String part : List.of("orchestrator", "agent", "bridge", "notifier")) {
      assertThat(
              named(
                  Chart.objects(manifests),
                  "ServiceMonitor",
                  "demo-" + part,
                  "spec",
                  "selector",
                  "matchLabels",
                  "app.kubernetes.io/component"))
          .containsExactly(part);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orchestrator.replicas | 0 | replicas",
        "orchestrator.replica | 2 | replica",
        "kafka.bootstrapServers | kafka | bootstrapServers",
        "topics.mode | operator | mode",
        "kafka.sasl.enabled | true | kafka.sasl.existingSecret",
        "kafka.bootstrapServers | '' | kafka.bootstrapServers: name the brokers",
        "agent.models | null | agent.models: name at least one model",
        "orchestrator.webhook.enabled | true | orchestrator.webhook.existingSecret: name the Secret",
        "bridge.enabled | true | bridge.config: name a source",
        "notifier.enabled | true | notifier.config: name somebody to tell",
        "bridge.replicas | 2 | replicas",
        "orchestrator.signing.enabled | true | orchestrator.signing.trusted: give the file"
      })
  void shouldRefuseValuesThatCannotWork(String key, String value, String message) {
    assertThatThrownBy(() -> Chart.command("minimal.yaml").set(key, value).call())
        .hasMessageContaining(message);
  }

  private static List<Map<String, Object>> render(String values) {
    return Chart.objects(Chart.manifests(values));
  }

  /** What the containers of the objects of a kind have. */
  private static List<Object> of(List<Map<String, Object>> objects, String kind, String... path) {
    return objects.stream()
        .filter(object -> kind.equals(object.get("kind")))
        .flatMap(object -> at(object, "spec", "template", "spec", "containers").stream())
        .flatMap(container -> at(container, path).stream())
        .toList();
  }

  private static List<Object> named(
      List<Map<String, Object>> objects, String kind, String name, String... path) {
    return objects.stream()
        .filter(object -> kind.equals(object.get("kind")))
        .filter(object -> at(object, "metadata", "name").equals(List.of(name)))
        .flatMap(object -> at(object, path).stream())
        .toList();
  }

  private static List<Object> users(List<Map<String, Object>> objects, String deployment) {
    return named(
        objects,
        "Deployment",
        deployment,
        "spec",
        "template",
        "spec",
        "volumes",
        "secret",
        "secretName");
  }

  private static String config(String values, String file) {
    return render(values).stream()
        .flatMap(object -> at(object, "data", file).stream())
        .map(String::valueOf)
        .findFirst()
        .orElseThrow();
  }

  /** The files of the Secrets are on the cluster only. */
  private static String withSecrets(String config) {
    return config.replaceAll("\\$\\{file:[^}]*}", "secret");
  }

  private static Map<String, String> texts(Object config) {
    return Chart.map(config).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
  }
}
