package dev.turnout.bridge;

import dev.turnout.bridge.bus.BridgeBus;
import dev.turnout.bridge.otlp.OtlpConfig;
import dev.turnout.bridge.prometheus.PrometheusConfig;
import dev.turnout.schemas.OAuthLogin;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.ListenText;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Configuration of a bridge. Its {@link #toString} shows no secret.
 *
 * @param kafka settings of the clients and of the schema registry
 * @param topics of the installation
 * @param name tells it from other bridges of the installation, and names its reports where a source
 *     names no node; two processes of one name take turns
 * @param admin where health and metrics are served, port 0 for any; default 127.0.0.1:9643
 * @param otlp metrics from the OpenTelemetry Collector; empty for none
 * @param prometheus metrics from Prometheus; empty for none
 */
public record BridgeConfig(
    Map<String, String> kafka,
    Topics topics,
    String name,
    InetSocketAddress admin,
    Optional<OtlpConfig> otlp,
    Optional<PrometheusConfig> prometheus) {
  public static final String DEFAULT_NAME = "bridge";
  public static final int DEFAULT_ADMIN_PORT = 9643;

  public BridgeConfig {
    kafka = OAuthLogin.complete(kafka);
    for (String key : new String[] {"bootstrap.servers", "schema.registry.url"}) {
      if (kafka.getOrDefault(key, "").isBlank()) {
        throw new IllegalArgumentException(
            "Expected '%s' in the Kafka settings, but it is missing".formatted(key));
      }
    }
    if (otlp.isEmpty() && prometheus.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a source, but got none (write a section otlp or prometheus)");
    }
    // Its rules hold for the name.
    var unused = new BridgeBus(kafka, topics, name, "otlp");
  }

  /**
   * Reads a YAML file's text.
   *
   * @param source name of the file, for mistakes
   * @throws InvalidDocument with every mistake, its line and what to write
   */
  public static BridgeConfig parse(String text, String source) {
    return YamlDocument.parse(text, source).read(node -> read(node, Optional.empty()));
  }

  /**
   * The same for a process that has a bus of its own, whatever bus the text names.
   *
   * @param own settings of the clients and of the schema registry
   */
  public static BridgeConfig parse(String text, String source, Map<String, String> own) {
    return YamlDocument.parse(text, source).read(node -> read(node, Optional.of(own)));
  }

  private static YamlField<BridgeConfig> read(YamlNode node, Optional<Map<String, String>> own) {
    YamlMap map = node.map();
    var named =
        own.isPresent()
            ? map.optional("kafka", YamlNode::settings, Map.of())
            : map.required("kafka", YamlNode::settings);
    var prefix = map.optional("topicPrefix", text -> text.parsed(Topics::new), Topics.standard());
    var name = map.optional("name", YamlNode::string, DEFAULT_NAME);
    var admin =
        map.optional(
            "admin",
            address -> address.parsed(text -> ListenText.parse(text, DEFAULT_ADMIN_PORT)),
            new InetSocketAddress("127.0.0.1", DEFAULT_ADMIN_PORT));
    var otlp = map.optional("otlp", OtlpConfig::read);
    var prometheus = map.optional("prometheus", PrometheusConfig::read);
    return map.build(
        () ->
            new BridgeConfig(
                own.orElseGet(named::get),
                own.isPresent() ? Topics.standard() : prefix.get(),
                name.get(),
                admin.get(),
                otlp.get(),
                prometheus.get()));
  }

  BridgeBus bus(String source) {
    return new BridgeBus(kafka, topics, name, source);
  }

  @Override
  public String toString() {
    return "BridgeConfig[name=%s, topics=%s, otlp=%s, prometheus=%s]"
        .formatted(name, topics, otlp.isPresent(), prometheus);
  }
}
