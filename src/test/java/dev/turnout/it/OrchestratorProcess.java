package dev.turnout.it;

import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Topics;
import java.net.InetSocketAddress;

/** An orchestrator in a process of its own, to be killed. */
public final class OrchestratorProcess {

  private OrchestratorProcess() {}

  /** Arguments: bootstrap servers, registry, topic prefix, instance, and a port for the status. */
  public static void main(String[] args) throws Exception {
    OrchestratorConfig config =
        OrchestratorConfig.of(args[0], args[1])
            .withTopics(new Topics(args[2]))
            .withInstanceId(args[3]);
    if (args.length > 4) {
      config = config.withAdmin(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[4])));
    }
    try (Orchestrator orchestrator = Orchestrator.start(config)) {
      Thread.currentThread().join();
    }
  }
}
