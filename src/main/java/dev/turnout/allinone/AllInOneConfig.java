package dev.turnout.allinone;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.api.ApiConfig;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.notify.NotifyConfig;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What runs in the process.
 *
 * @param dataDir where records, schemas and agents' tables are kept over a restart; empty for a
 *     broker and a registry that forget everything
 * @param brokerPort on the loopback address; 0 takes a free one
 * @param registryPort on the loopback address; 0 takes a free one
 * @param partitions of each topic, at least 1
 * @param agents each made when it is known where the broker and the registry listen
 * @param mlflow the model registry that is told what is decided; empty for none
 * @param api how the HTTP API is served
 * @param bridge reports what is measured elsewhere; empty for none
 * @param notifier tells of decisions; empty for none
 */
public record AllInOneConfig(
    Optional<Path> dataDir,
    int brokerPort,
    int registryPort,
    int partitions,
    List<AgentPlan> agents,
    Optional<MlflowConfig> mlflow,
    ApiConfig api,
    Optional<BridgePlan> bridge,
    Optional<NotifierPlan> notifier) {

  /** An agent that only lacks the addresses of broker and registry. */
  @FunctionalInterface
  public interface AgentPlan {
    AgentConfig with(KafkaSettings kafka);
  }

  /** A bridge that only lacks the addresses of broker and registry. */
  @FunctionalInterface
  public interface BridgePlan {
    BridgeConfig with(KafkaSettings kafka);
  }

  /** A notifier that only lacks the addresses of broker and registry. */
  @FunctionalInterface
  public interface NotifierPlan {
    NotifyConfig with(KafkaSettings kafka);
  }

  public AllInOneConfig {
    agents = List.copyOf(agents);
    if (partitions < 1) {
      throw new IllegalArgumentException("Expected at least 1 partition, but got " + partitions);
    }
  }

  /** Free ports, nothing kept, two partitions, and these agents. */
  public static AllInOneConfig temporary(List<AgentPlan> agents) {
    return new AllInOneConfig(
        Optional.empty(),
        0,
        0,
        2,
        agents,
        Optional.empty(),
        ApiConfig.local(0),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with data that are kept. */
  public AllInOneConfig withDataDir(Path directory) {
    return new AllInOneConfig(
        Optional.of(directory),
        brokerPort,
        registryPort,
        partitions,
        agents,
        mlflow,
        api,
        bridge,
        notifier);
  }

  /** The same with a model registry. */
  public AllInOneConfig withMlflow(MlflowConfig registry) {
    return new AllInOneConfig(
        dataDir,
        brokerPort,
        registryPort,
        partitions,
        agents,
        Optional.of(registry),
        api,
        bridge,
        notifier);
  }
}
