package dev.turnout.bridge.otlp;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Metrics from a topic of the OpenTelemetry Collector.
 *
 * @param topic that the Collector's Kafka exporter writes to, in the cluster of Turnout's topics
 * @param rules what of it counts, at least one; a point counts for each rule that it matches
 */
public record OtlpConfig(String topic, List<OtlpRule> rules) {
  public static final String DEFAULT_TOPIC = "otlp_metrics";

  public OtlpConfig {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one rule, but got none");
    }
    Set<String> names = new HashSet<>();
    for (OtlpRule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException(
            "Expected a name of its own for each rule, but '%s' comes twice (write name: %s-2)"
                .formatted(rule.name(), rule.name()));
      }
    }
  }

  /** Reads the section {@code otlp}. */
  public static YamlField<OtlpConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var topic = map.optional("topic", YamlNode::string, DEFAULT_TOPIC);
    var rules = map.required("rules", list -> list.list(OtlpRule::read));
    return map.build(() -> new OtlpConfig(topic.get(), rules.get()));
  }
}
