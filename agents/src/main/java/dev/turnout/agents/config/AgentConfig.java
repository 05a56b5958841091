package dev.turnout.agents.config;

import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.schemas.NodeLabels;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything an agent is told.
 *
 * @param node name of the node, unique within each of its models; 1 to 253 letters, digits, {@code
 *     .}, {@code -} and {@code _}; default the host's name
 * @param labels what the node says of itself, such as its zone, by key; at most 32; default none
 * @param kafka how to reach Kafka and the schema registry
 * @param topics names of the topics; default prefix {@code turnout}
 * @param dataDir where tables, process records and logs are kept; one agent per directory; default
 *     {@code .turnout/agent}
 * @param admin where health and metrics are served; default 127.0.0.1:9464; port 0 takes a free one
 * @param reports how often to report
 * @param proxy limits of the proxy
 * @param models what the node serves; at least one
 */
public record AgentConfig(
    String node,
    Map<String, String> labels,
    KafkaSettings kafka,
    Topics topics,
    Path dataDir,
    ListenAddress admin,
    ReportTimes reports,
    ProxyLimits proxy,
    List<ModelConfig> models) {

  static final ListenAddress DEFAULT_ADMIN = new ListenAddress("127.0.0.1", 9464);
  static final Path DEFAULT_DATA_DIR = Path.of(".turnout", "agent");
  private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  public AgentConfig {
    labels = Map.copyOf(labels);
    NodeLabels.require(labels);
    models = List.copyOf(models);
    if (!NODE.matcher(node).matches()) {
      throw new IllegalArgumentException(
          "Expected a node name of 1 to 253 letters, digits, '.', '-' or '_', but got '%s'"
              .formatted(node));
    }
    if (models.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one model, but got none");
    }
    requireDistinct(models);
    requireDistinctPorts(models);
    requireOneRouterPerDirectory(models);
  }

  /** The defaults, with the admin endpoint on a free port of the loopback interface. */
  public static AgentConfig of(
      String node, KafkaSettings kafka, Path dataDir, List<ModelConfig> models) {
    return new AgentConfig(
        node,
        Map.of(),
        kafka,
        Topics.standard(),
        dataDir,
        new ListenAddress("127.0.0.1", 0),
        ReportTimes.defaults(),
        ProxyLimits.defaults(),
        models);
  }

  /** The same on another node. */
  public AgentConfig withNode(String other) {
    return new AgentConfig(other, labels, kafka, topics, dataDir, admin, reports, proxy, models);
  }

  /** The same with other labels of the node. */
  public AgentConfig withLabels(Map<String, String> others) {
    return new AgentConfig(node, others, kafka, topics, dataDir, admin, reports, proxy, models);
  }

  /** The same on other topics. */
  public AgentConfig withTopics(Topics others) {
    return new AgentConfig(node, labels, kafka, others, dataDir, admin, reports, proxy, models);
  }

  /** The same with other limits of the proxy. */
  public AgentConfig withProxy(ProxyLimits limits) {
    return new AgentConfig(node, labels, kafka, topics, dataDir, admin, reports, limits, models);
  }

  /** The same with other report times. */
  public AgentConfig withReports(ReportTimes times) {
    return new AgentConfig(node, labels, kafka, topics, dataDir, admin, times, proxy, models);
  }

  /**
   * Reads a configuration file.
   *
   * @param source name of the file, for mistakes
   * @throws dev.turnout.yaml.InvalidDocument with every mistake, its line, and its cure
   */
  public static AgentConfig parse(String yaml, String source) {
    return YamlDocument.parse(yaml, source).read(AgentConfigReader::read);
  }

  private static void requireDistinct(List<ModelConfig> models) {
    Set<String> names = new HashSet<>();
    Set<String> addresses = new HashSet<>();
    for (ModelConfig model : models) {
      if (!names.add(model.name())) {
        throw new IllegalArgumentException(
            "Expected each model once, but '%s' came twice".formatted(model.name()));
      }
      model
          .listen()
          .filter(listen -> listen.port() != 0 && !addresses.add(listen.toString()))
          .ifPresent(
              listen -> {
                throw new IllegalArgumentException(
                    "Expected each model to listen on its own address, but %s came twice"
                        .formatted(listen));
              });
    }
  }

  /** Two descriptions of one HAProxy or NGINX would be two writers of its files. */
  private static void requireOneRouterPerDirectory(List<ModelConfig> models) {
    Map<String, RouterConfig> seen = new HashMap<>();
    for (ModelConfig model : models) {
      RouterConfig router = model.router();
      boolean first =
          router
              .home()
              .map(home -> seen.computeIfAbsent(home, unseen -> router).equals(router))
              .orElse(true);
      if (!first) {
        throw new IllegalArgumentException(
            "Expected the models of one directory to have the same router, but '%s' differs (write the same, or another directory)"
                .formatted(model.name()));
      }
    }
  }

  /** Two ranges that overlap in part would be two owners of one port. */
  private static void requireDistinctPorts(List<ModelConfig> models) {
    List<PortRange> ranges =
        models.stream()
            .map(ModelConfig::launcher)
            .filter(LauncherConfig.Process.class::isInstance)
            .map(launcher -> ((LauncherConfig.Process) launcher).ports())
            .distinct()
            .toList();
    for (PortRange one : ranges) {
      for (PortRange other : ranges) {
        if (!one.equals(other) && one.overlaps(other)) {
          throw new IllegalArgumentException(
              "Expected port ranges that are equal or apart, but %s and %s overlap"
                  .formatted(one, other));
        }
      }
    }
  }
}
