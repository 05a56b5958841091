package dev.turnout.agents.config;

import static dev.turnout.agents.config.AgentConfigReader.count;

import dev.turnout.agents.probe.GrpcReadiness;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.probe.HttpReadiness;
import dev.turnout.agents.probe.KserveReadiness;
import dev.turnout.agents.probe.MlflowReadiness;
import dev.turnout.agents.probe.OpenInferenceReadiness;
import dev.turnout.agents.probe.Readiness;
import dev.turnout.agents.probe.ServerModel;
import dev.turnout.agents.probe.TensorflowReadiness;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads how servers are checked; each kind of model server reads the keys that it has. */
final class HealthReader {
  private static final Map<String, Function<YamlMap, Supplier<Readiness>>> KINDS = kinds();

  private HealthReader() {}

  static YamlField<HealthConfig> read(YamlNode node) {
    YamlMap map = node.map();
    HealthConfig defaults = HealthConfig.defaults();
    var kind = map.optional("kind", word -> word.choice(KINDS), HealthReader::http);
    // Of a kind that does not exist, every key may be meant.
    Supplier<Readiness> readiness = (kind.isValid() ? kind.get() : every()).apply(map);
    var interval = map.optional("interval", YamlNode::duration, defaults.interval());
    var timeout = map.optional("timeout", YamlNode::duration, defaults.timeout());
    var ready = map.optional("readyAfter", count(1, 1000), defaults.readyAfter());
    var unready = map.optional("unreadyAfter", count(1, 1000), defaults.unreadyAfter());
    return map.build(
        () ->
            new HealthConfig(
                readiness.get(), interval.get(), timeout.get(), ready.get(), unready.get()));
  }

  private static Map<String, Function<YamlMap, Supplier<Readiness>>> kinds() {
    Map<String, Function<YamlMap, Supplier<Readiness>>> kinds = new LinkedHashMap<>();
    kinds.put("http", HealthReader::http);
    kinds.put("mlflow", map -> MlflowReadiness::new);
    kinds.put("oip-v2", map -> made(versioned(map), OpenInferenceReadiness::new));
    kinds.put("kserve-v1", map -> made(unversioned(map), KserveReadiness::new));
    kinds.put("tf-serving", map -> made(versioned(map), TensorflowReadiness::new));
    kinds.put("grpc-health", HealthReader::grpc);
    return kinds;
  }

  private static Supplier<Readiness> http(YamlMap map) {
    var path = map.optional("path", text -> text.parsed(HttpReadiness::new), HttpReadiness.usual());
    return path::get;
  }

  private static Supplier<Readiness> grpc(YamlMap map) {
    var service = map.optional("service", YamlNode::string, "");
    return () -> new GrpcReadiness(service.get());
  }

  private static Function<YamlMap, Supplier<Readiness>> every() {
    return map -> {
      Supplier<Readiness> unused = grpc(map);
      versioned(map);
      return http(map);
    };
  }

  private static Supplier<ServerModel> unversioned(YamlMap map) {
    var model = map.optional("model", YamlNode::string, ServerModel.same().model());
    return () -> new ServerModel(model.get(), Optional.empty());
  }

  private static Supplier<ServerModel> versioned(YamlMap map) {
    Supplier<ServerModel> name = unversioned(map);
    var version = map.optional("version", YamlNode::string);
    return () -> new ServerModel(name.get().model(), version.get());
  }

  private static Supplier<Readiness> made(
      Supplier<ServerModel> name, Function<ServerModel, Readiness> constructor) {
    return () -> constructor.apply(name.get());
  }
}
