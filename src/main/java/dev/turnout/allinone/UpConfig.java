package dev.turnout.allinone;

import dev.turnout.agents.config.ModelConfig;
import dev.turnout.api.ApiConfig;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * What {@code turnout up} is told.
 *
 * @param brokerPort on the loopback address, 0 takes a free one; default 9092
 * @param registryPort on the loopback address, 0 takes a free one; default 8081
 * @param partitions of each topic, from 1; default 2
 * @param agents how many nodes to play, from 1 to 20; default 1
 * @param models what each node serves, as in an agent's file, given for the first node; empty runs
 *     no agents
 * @param mlflow the model registry, as in an orchestrator's file; empty for none
 * @param api the HTTP API, as in an orchestrator's file; on the loopback address unless told
 */
public record UpConfig(
    int brokerPort,
    int registryPort,
    int partitions,
    int agents,
    List<ModelConfig> models,
    Optional<MlflowConfig> mlflow,
    ApiConfig api) {
  private static final int BROKER_PORT = 9092;
  private static final int REGISTRY_PORT = 8081;
  private static final int PARTITIONS = 2;

  public UpConfig {
    models = List.copyOf(models);
  }

  /** The default ports, and no agents. */
  public static UpConfig defaults() {
    return new UpConfig(
        BROKER_PORT,
        REGISTRY_PORT,
        PARTITIONS,
        1,
        List.of(),
        Optional.empty(),
        ApiConfig.local(ApiConfig.DEFAULT_PORT));
  }

  /**
   * Reads a configuration file.
   *
   * @param source name of the file, for mistakes
   * @throws dev.turnout.yaml.InvalidDocument with every mistake, its line, and its cure
   */
  public static UpConfig parse(String yaml, String source) {
    return YamlDocument.parse(yaml, source).read(UpConfig::read);
  }

  /** The same with this model, if there is one. */
  UpConfig with(Optional<ModelConfig> model) {
    return new UpConfig(
        brokerPort,
        registryPort,
        partitions,
        agents,
        model.map(List::of).orElse(models),
        mlflow,
        api);
  }

  /** The same with other ports. */
  public UpConfig withPorts(int broker, int registry) {
    return new UpConfig(broker, registry, partitions, agents, models, mlflow, api);
  }

  /** The same with the API on another port of the same address. */
  public UpConfig withApiPort(int port) {
    return new UpConfig(
        brokerPort, registryPort, partitions, agents, models, mlflow, api.withPort(port));
  }

  private static YamlField<UpConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var broker = map.optional("brokerPort", port -> port.integer(0, 65_535), (long) BROKER_PORT);
    var registry =
        map.optional("registryPort", port -> port.integer(0, 65_535), (long) REGISTRY_PORT);
    var partitions = map.optional("partitions", n -> n.integer(1, 100), (long) PARTITIONS);
    var agents = map.optional("agents", n -> n.integer(1, 20), 1L);
    var models = map.required("models", list -> list.list(ModelConfig::read));
    var mlflow = map.optional("mlflow", MlflowConfig::read);
    var api = map.optional("api", ApiConfig::read, ApiConfig.local(ApiConfig.DEFAULT_PORT));
    return map.build(
        () ->
            new UpConfig(
                broker.get().intValue(),
                registry.get().intValue(),
                partitions.get().intValue(),
                agents.get().intValue(),
                models.get(),
                mlflow.get(),
                api.get()));
  }
}
