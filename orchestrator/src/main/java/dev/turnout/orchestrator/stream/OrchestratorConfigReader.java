package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.lifeline.LifelinePlace;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@link OrchestratorConfig} from YAML. */
final class OrchestratorConfigReader {

  private static final Pattern LISTEN = Pattern.compile("([A-Za-z0-9._-]+):([0-9]{1,5})");

  private OrchestratorConfigReader() {}

  static YamlField<OrchestratorConfig> read(YamlNode node, Consumer<YamlMap> more) {
    YamlMap map = node.map();
    more.accept(map);
    var kafka = map.required("kafka", YamlNode::settings);
    var topics =
        map.optional("topicPrefix", prefix -> prefix.parsed(Topics::new), Topics.standard());
    var instance = map.optional("instanceId", YamlNode::string, OrchestratorConfig.hostName());
    var group = map.optional("group", YamlNode::string);
    var commit =
        map.optional(
            "commitInterval", YamlNode::duration, OrchestratorConfig.DEFAULT_COMMIT_INTERVAL);
    var lifeline =
        map.optional("lifeline", OrchestratorConfigReader::lifeline, LifelinePlace.automatic());
    var admin = map.optional("admin", OrchestratorConfigReader::listen, defaultAdmin());
    var create = map.optional("createTopics", OrchestratorConfigReader::createTopics);
    var mlflow = map.optional("mlflow", MlflowConfig::read);
    return map.build(
        () ->
            new OrchestratorConfig(
                kafka.get(),
                topics.get(),
                instance.get(),
                group.get().orElse(topics.get().orchestratorGroup()),
                commit.get(),
                lifeline.get(),
                Optional.of(admin.get()),
                create.get(),
                mlflow.get()));
  }

  private static YamlField<TopicSettings> createTopics(YamlNode node) {
    YamlMap map = node.map();
    TopicSettings defaults = TopicSettings.production();
    var partitions =
        map.optional("partitions", n -> n.integer(1, 10_000), (long) defaults.partitions());
    var replication =
        map.optional(
            "replicationFactor", n -> n.integer(1, 100), (long) defaults.replicationFactor());
    var metrics = map.optional("metricsRetention", YamlNode::duration, defaults.metricsRetention());
    var agents = map.optional("agentsRetention", YamlNode::duration, defaults.agentsRetention());
    var letters =
        map.optional("deadLettersRetention", YamlNode::duration, defaults.deadLettersRetention());
    return map.build(
        () ->
            new TopicSettings(
                partitions.get().intValue(),
                replication.get().shortValue(),
                metrics.get(),
                agents.get(),
                letters.get()));
  }

  private static YamlField<LifelinePlace> lifeline(YamlNode node) {
    return node.parsed(
        text -> text.equals("off") ? LifelinePlace.off() : LifelinePlace.at(lifelineAddress(text)));
  }

  private static InetSocketAddress lifelineAddress(String text) {
    try {
      return address(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected host:port, or off, but got '%s' (leave it out for a free port)".formatted(text),
          e);
    }
  }

  private static YamlField<InetSocketAddress> listen(YamlNode node) {
    return node.parsed(OrchestratorConfigReader::address);
  }

  private static InetSocketAddress address(String text) {
    Matcher matcher = LISTEN.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "Expected host:port, but got '%s' (write 127.0.0.1:%d)"
              .formatted(text, OrchestratorConfig.DEFAULT_ADMIN_PORT));
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static InetSocketAddress defaultAdmin() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), OrchestratorConfig.DEFAULT_ADMIN_PORT);
  }
}
