package dev.turnout.agents.config;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@link RouterConfig} from YAML; each method reads one record. */
final class RouterConfigReader {
  private RouterConfigReader() {}

  static YamlField<RouterConfig> read(YamlNode node) {
    YamlMap map = node.map();
    Map<String, YamlReader<? extends RouterConfig>> kinds = new LinkedHashMap<>();
    YamlReader<RouterConfig.Proxy> proxy = RouterConfigReader::proxy;
    kinds.put("proxy", proxy);
    YamlField<RouterConfig> kind = map.oneOf(kinds);
    return map.build(kind::get);
  }

  private static YamlField<RouterConfig.Proxy> proxy(YamlNode node) {
    return node.map().build(RouterConfig.Proxy::new);
  }
}
