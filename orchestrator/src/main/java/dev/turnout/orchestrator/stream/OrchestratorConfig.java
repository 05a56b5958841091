package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.lifeline.LifelinePlace;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.schemas.OAuthLogin;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What an orchestrator needs to know. Its {@link #toString} shows no value of a Kafka setting.
 *
 * @param kafka settings of Kafka's clients and the registry's, by their own names; at least {@code
 *     bootstrap.servers} and {@code schema.registry.url}
 * @param topics of the installation
 * @param instanceId tells this process from the other orchestrators of the installation, 1 to 100
 *     letters, digits, '.', '_' and '-'; the same over restarts, never the same for two at once
 * @param group consumer group in which the orchestrators share the partitions
 * @param commitInterval longest time that inputs without a decision stay uncommitted, 1 ms to 1
 *     min: shorter writes state more often, longer repeats more after a crash
 * @param lifeline where other orchestrators notice that this one has died
 * @param admin where health and metrics are served; empty for nowhere, port 0 for any
 * @param createTopics settings of topics to create where they are missing; empty to create none
 * @param mlflow the model registry that is told what is decided; empty for none
 */
public record OrchestratorConfig(
    Map<String, String> kafka,
    Topics topics,
    String instanceId,
    String group,
    Duration commitInterval,
    LifelinePlace lifeline,
    Optional<InetSocketAddress> admin,
    Optional<TopicSettings> createTopics,
    Optional<MlflowConfig> mlflow) {

  public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(100);
  public static final int DEFAULT_ADMIN_PORT = 9640;

  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public OrchestratorConfig {
    kafka = OAuthLogin.complete(kafka);
    for (String key : new String[] {"bootstrap.servers", "schema.registry.url"}) {
      if (kafka.getOrDefault(key, "").isBlank()) {
        throw new IllegalArgumentException(
            "Expected '%s' in the Kafka settings, but it is missing".formatted(key));
      }
    }
    if (!INSTANCE.matcher(instanceId).matches()) {
      throw new IllegalArgumentException(
          "Expected an instance id of 1 to 100 letters, digits, '.', '_' and '-', but got '%s' (such as a host name)"
              .formatted(instanceId));
    }
    if (group.isBlank()) {
      throw new IllegalArgumentException(
          "Expected a consumer group, but got none (leave it out for the default)");
    }
    if (commitInterval.toMillis() < 1 || commitInterval.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "Expected a commit interval of 1ms to 1m, but got %s (100ms suits most)"
              .formatted(commitInterval));
    }
  }

  /**
   * The defaults for a broker and a registry without security; health and metrics are not served.
   */
  public static OrchestratorConfig of(String bootstrapServers, String registryUrl) {
    Topics topics = Topics.standard();
    return new OrchestratorConfig(
        Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl),
        topics,
        hostName(),
        topics.orchestratorGroup(),
        DEFAULT_COMMIT_INTERVAL,
        LifelinePlace.automatic(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Reads a YAML file's text.
   *
   * @param source name of the file, for mistakes
   * @throws InvalidDocument with every mistake, its line and what to write
   */
  public static OrchestratorConfig parse(String text, String source) {
    return YamlDocument.parse(text, source).read(node -> read(node, map -> {}));
  }

  /**
   * Reads a YAML map that also says what others want to know.
   *
   * @param more reads the keys of theirs
   */
  public static YamlField<OrchestratorConfig> read(YamlNode node, Consumer<YamlMap> more) {
    return OrchestratorConfigReader.read(node, more);
  }

  /** Other topics, with the group that belongs to them. */
  public OrchestratorConfig withTopics(Topics other) {
    return new OrchestratorConfig(
        kafka,
        other,
        instanceId,
        other.orchestratorGroup(),
        commitInterval,
        lifeline,
        admin,
        createTopics,
        mlflow);
  }

  public OrchestratorConfig withInstanceId(String other) {
    return new OrchestratorConfig(
        kafka, topics, other, group, commitInterval, lifeline, admin, createTopics, mlflow);
  }

  public OrchestratorConfig withGroup(String other) {
    return new OrchestratorConfig(
        kafka, topics, instanceId, other, commitInterval, lifeline, admin, createTopics, mlflow);
  }

  public OrchestratorConfig withLifeline(LifelinePlace place) {
    return new OrchestratorConfig(
        kafka, topics, instanceId, group, commitInterval, place, admin, createTopics, mlflow);
  }

  public OrchestratorConfig withAdmin(InetSocketAddress address) {
    return new OrchestratorConfig(
        kafka,
        topics,
        instanceId,
        group,
        commitInterval,
        lifeline,
        Optional.of(address),
        createTopics,
        mlflow);
  }

  public OrchestratorConfig withCreateTopics(TopicSettings settings) {
    return new OrchestratorConfig(
        kafka,
        topics,
        instanceId,
        group,
        commitInterval,
        lifeline,
        admin,
        Optional.of(settings),
        mlflow);
  }

  public OrchestratorConfig withMlflow(MlflowConfig other) {
    return new OrchestratorConfig(
        kafka,
        topics,
        instanceId,
        group,
        commitInterval,
        lifeline,
        admin,
        createTopics,
        Optional.of(other));
  }

  /** Another Kafka setting, laid over the others. */
  public OrchestratorConfig withKafka(String key, String value) {
    var more = new java.util.HashMap<>(kafka);
    more.put(key, value);
    return new OrchestratorConfig(
        more, topics, instanceId, group, commitInterval, lifeline, admin, createTopics, mlflow);
  }

  /** Stable for the instance: a restarted process at once ends the transaction it died in. */
  String transactionalId() {
    return topics.transactionalIdPrefix() + instanceId;
  }

  static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return INSTANCE.matcher(name).matches() ? name : "orchestrator";
    } catch (UnknownHostException e) {
      return "orchestrator";
    }
  }

  @Override
  public String toString() {
    return "OrchestratorConfig[kafka=%s, topics=%s, instanceId=%s, group=%s]"
        .formatted(new TreeSet<>(kafka.keySet()), topics, instanceId, group);
  }
}
