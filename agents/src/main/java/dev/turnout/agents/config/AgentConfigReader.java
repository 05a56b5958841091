package dev.turnout.agents.config;

import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.schemas.NodeLabels;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@link AgentConfig} from YAML; each method reads one record. */
final class AgentConfigReader {
  private static final long MAX_COUNT = 1_000_000;

  private AgentConfigReader() {}

  static YamlField<AgentConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var name = map.optional("node", YamlNode::string, hostName());
    var labels = map.optional("labels", AgentConfigReader::labels, Map.of());
    var kafka = map.required("kafka", AgentConfigReader::kafka);
    var topics =
        map.optional("topicPrefix", prefix -> prefix.parsed(Topics::new), Topics.standard());
    var dataDir =
        map.optional(
            "dataDir", path -> path.parsed(AgentConfigReader::path), AgentConfig.DEFAULT_DATA_DIR);
    var admin = map.optional("admin", AgentConfigReader::listen, AgentConfig.DEFAULT_ADMIN);
    var reports = map.optional("reports", AgentConfigReader::reports, ReportTimes.defaults());
    var proxy = map.optional("proxy", AgentConfigReader::proxy, ProxyLimits.defaults());
    var models = map.required("models", list -> list.list(AgentConfigReader::model));
    return map.build(
        () ->
            new AgentConfig(
                name.get(),
                labels.get(),
                kafka.get(),
                topics.get(),
                dataDir.get(),
                admin.get(),
                reports.get(),
                proxy.get(),
                models.get()));
  }

  private static YamlField<Map<String, String>> labels(YamlNode node) {
    YamlField<Map<String, String>> labels = node.settings();
    if (!labels.isValid()) {
      return labels;
    }
    try {
      return YamlField.valid(NodeLabels.require(labels.get()));
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static YamlField<KafkaSettings> kafka(YamlNode node) {
    YamlField<Map<String, String>> settings = node.settings();
    if (!settings.isValid()) {
      return YamlField.invalid();
    }
    try {
      return YamlField.valid(new KafkaSettings(settings.get()));
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static YamlField<ReportTimes> reports(YamlNode node) {
    YamlMap map = node.map();
    ReportTimes defaults = ReportTimes.defaults();
    var metrics = map.optional("metrics", YamlNode::duration, defaults.metrics());
    var heartbeat = map.optional("heartbeat", YamlNode::duration, defaults.heartbeat());
    return map.build(() -> new ReportTimes(metrics.get(), heartbeat.get()));
  }

  private static YamlField<ProxyLimits> proxy(YamlNode node) {
    YamlMap map = node.map();
    ProxyLimits defaults = ProxyLimits.defaults();
    var loops = map.optional("eventLoops", count(1, 1024), defaults.eventLoops());
    var request = map.optional("requestTimeout", YamlNode::duration, defaults.requestTimeout());
    var connect = map.optional("connectTimeout", YamlNode::duration, defaults.connectTimeout());
    var body =
        map.optional("maxBufferedBody", count(0, Integer.MAX_VALUE), defaults.maxBufferedBody());
    var connections =
        map.optional("maxConnections", count(1, MAX_COUNT), defaults.maxConnections());
    var grace = map.optional("shutdownGrace", YamlNode::duration, defaults.shutdownGrace());
    var copies = map.optional("maxCopies", count(1, MAX_COUNT), defaults.maxCopies());
    var compared =
        map.optional("maxComparedAnswer", count(0, 1 << 30), defaults.maxComparedAnswer());
    return map.build(
        () ->
            new ProxyLimits(
                loops.get(),
                request.get(),
                connect.get(),
                body.get(),
                connections.get(),
                grace.get(),
                copies.get(),
                compared.get()));
  }

  static YamlField<ModelConfig> model(YamlNode node) {
    YamlMap map = node.map();
    var name = map.required("name", YamlNode::string);
    var listen = map.optional("listen", AgentConfigReader::listen);
    var router = map.optional("router", RouterConfigReader::read, new RouterConfig.Proxy());
    var launcher = map.required("launcher", AgentConfigReader::launcher);
    var health = map.optional("health", HealthReader::read, HealthConfig.defaults());
    var drain = map.optional("drain", YamlNode::duration, ModelConfig.DEFAULT_DRAIN);
    return map.build(
        () ->
            new ModelConfig(
                name.get(), listen.get(), router.get(), launcher.get(), health.get(), drain.get()));
  }

  private static YamlField<LauncherConfig> launcher(YamlNode node) {
    YamlMap map = node.map();
    Map<String, YamlReader<? extends LauncherConfig>> kinds = new LinkedHashMap<>();
    YamlReader<LauncherConfig.Static> fixed = AgentConfigReader::fixed;
    YamlReader<LauncherConfig.Process> process = ProcessReader::read;
    kinds.put("static", fixed);
    kinds.put("process", process);
    YamlReader<LauncherConfig.Kubernetes> deployments = ClusterReader::deployments;
    kinds.put("kubernetes", deployments);
    YamlField<LauncherConfig> kind = map.oneOf(kinds);
    return map.build(kind::get);
  }

  private static YamlField<LauncherConfig.Static> fixed(YamlNode node) {
    YamlField<Map<String, Endpoint>> endpoints =
        node.entries(endpoint -> endpoint.parsed(Endpoint::parse));
    if (endpoints.isValid() && endpoints.get().isEmpty()) {
      return node.invalid(
          "Expected the endpoint of at least one version, such as v1: http://127.0.0.1:1234");
    }
    return endpoints.map(LauncherConfig.Static::new);
  }

  static YamlField<ListenAddress> listen(YamlNode node) {
    return node.parsed(ListenAddress::parse);
  }

  static YamlReader<Integer> count(long least, long greatest) {
    return node -> node.integer(least, greatest).map(Long::intValue);
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Expected the path of a directory, but got '%s'".formatted(text), e);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
