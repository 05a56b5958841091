package dev.turnout.agents.config;

import dev.turnout.agents.routing.Stickiness;
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
    YamlReader<RouterConfig.Haproxy> haproxy = RouterConfigReader::haproxy;
    kinds.put("haproxy", haproxy);
    YamlReader<RouterConfig.KubernetesService> service = ClusterReader::service;
    kinds.put("kubernetesService", service);
    YamlReader<RouterConfig.GatewayApi> gateway = ClusterReader::gateway;
    kinds.put("gatewayApi", gateway);
    YamlReader<RouterConfig.Nginx> nginx = RouterConfigReader::nginx;
    kinds.put("nginx", nginx);
    YamlField<RouterConfig> kind = map.oneOf(kinds);
    return map.build(kind::get);
  }

  private static YamlField<RouterConfig.Proxy> proxy(YamlNode node) {
    return node.map().build(RouterConfig.Proxy::new);
  }

  private static YamlField<RouterConfig.Haproxy> haproxy(YamlNode node) {
    YamlMap map = node.map();
    var directory = map.optional("directory", path -> path.parsed(AgentConfigReader::path));
    var keys =
        map.optional(
            "keys", list -> list.list(RouterConfigReader::key), RouterConfig.Haproxy.DEFAULT_KEYS);
    var log = map.optional("log", AgentConfigReader::listen, RouterConfig.DEFAULT_LOG);
    return map.build(() -> new RouterConfig.Haproxy(directory.get(), keys.get(), log.get()));
  }

  private static YamlField<RouterConfig.Nginx> nginx(YamlNode node) {
    YamlMap map = node.map();
    var directory = map.optional("directory", path -> path.parsed(AgentConfigReader::path));
    var program = map.optional("program", YamlNode::string, RouterConfig.Nginx.DEFAULT_PROGRAM);
    var log = map.optional("log", AgentConfigReader::listen, RouterConfig.DEFAULT_LOG);
    return map.build(() -> new RouterConfig.Nginx(directory.get(), program.get(), log.get()));
  }

  private static YamlField<Stickiness> key(YamlNode node) {
    YamlMap map = node.map();
    Map<String, YamlReader<? extends Stickiness>> kinds = new LinkedHashMap<>();
    YamlReader<Stickiness> header = name -> name.string().map(Stickiness::header);
    YamlReader<Stickiness> cookie = name -> name.string().map(Stickiness::cookie);
    YamlReader<Stickiness> query = name -> name.string().map(Stickiness::query);
    kinds.put("header", header);
    kinds.put("cookie", cookie);
    kinds.put("query", query);
    YamlField<Stickiness> kind = map.oneOf(kinds);
    return map.build(kind::get);
  }
}
