package dev.turnout.bridge.rule;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;

/**
 * Where a name comes from: a text, or an attribute of each series.
 *
 * @param text the name, or the attribute's
 */
public record Source(boolean attribute, String text) {

  /** Reads {@code fraud} or {@code {attribute: service.version}}. */
  public static YamlField<Source> read(YamlNode node) {
    if (!node.isMap()) {
      return node.setting().map(text -> new Source(false, text));
    }
    YamlMap map = node.map();
    YamlField<String> named = map.required("attribute", YamlNode::string);
    return map.build(() -> new Source(true, named.get()));
  }

  /** The name for a series; empty if it lacks the attribute. */
  public Optional<String> of(Map<String, String> attributes) {
    return attribute ? Optional.ofNullable(attributes.get(text)) : Optional.of(text);
  }
}
