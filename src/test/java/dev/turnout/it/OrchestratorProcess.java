package dev.turnout.it;

import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Topics;

/** An orchestrator in a process of its own, to be killed. */
public final class OrchestratorProcess {

  private OrchestratorProcess() {}

  /** Arguments: bootstrap servers, registry, topic prefix, instance, and settings of Kafka. */
  public static void main(String[] args) throws Exception {
    OrchestratorConfig config =
        OrchestratorConfig.of(args[0], args[1])
            .withTopics(new Topics(args[2]))
            .withInstanceId(args[3]);
    for (int i = 4; i < args.length; i++) {
      String[] setting = args[i].split("=", 2);
      config = config.withKafka(setting[0], setting[1]);
    }
    try (Orchestrator orchestrator = Orchestrator.start(config)) {
      Thread.currentThread().join();
    }
  }
}
