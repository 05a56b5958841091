package dev.turnout.mlflow;

import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import java.util.Optional;

/** An orchestrator, with the door for MLflow's webhooks where its configuration asks for one. */
public final class OrchestratorService implements AutoCloseable {
  private final Orchestrator orchestrator;
  private final Optional<WebhookServer> webhooks;

  private OrchestratorService(Orchestrator orchestrator, Optional<WebhookServer> webhooks) {
    this.orchestrator = orchestrator;
    this.webhooks = webhooks;
  }

  /**
   * Starts both.
   *
   * @throws RuntimeException if one of them cannot start; nothing runs then
   */
  public static OrchestratorService start(OrchestratorConfig config) {
    Orchestrator orchestrator = Orchestrator.start(config);
    try {
      return new OrchestratorService(orchestrator, webhooks(config, orchestrator));
    } catch (RuntimeException e) {
      orchestrator.close();
      throw e;
    }
  }

  public Orchestrator orchestrator() {
    return orchestrator;
  }

  /** Where webhooks are taken; empty if nowhere. */
  public Optional<Integer> webhookPort() {
    return webhooks.map(WebhookServer::port);
  }

  @Override
  public void close() {
    webhooks.ifPresent(WebhookServer::close);
    orchestrator.close();
  }

  private static Optional<WebhookServer> webhooks(
      OrchestratorConfig config, Orchestrator orchestrator) {
    return config
        .mlflow()
        .flatMap(
            mlflow ->
                mlflow
                    .webhook()
                    .map(
                        webhook ->
                            WebhookServer.start(
                                mlflow,
                                webhook,
                                config.kafka(),
                                config.topics(),
                                orchestrator.meters())));
  }
}
