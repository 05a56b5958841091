package dev.turnout.service;

import dev.turnout.api.ApiServer;
import dev.turnout.bus.Connection;
import dev.turnout.mlflow.WebhookServer;
import dev.turnout.orchestrator.stream.CommandSecurity;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.signing.SigningConfig;
import dev.turnout.tracing.Tracing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An orchestrator, with the doors for people and for MLflow where its configuration asks for them.
 */
public final class OrchestratorService implements AutoCloseable {
  private final Tracing tracing;
  private final Orchestrator orchestrator;
  private final Optional<WebhookServer> webhooks;
  private final Optional<ApiServer> api;

  private OrchestratorService(
      Tracing tracing,
      Orchestrator orchestrator,
      Optional<WebhookServer> webhooks,
      Optional<ApiServer> api) {
    this.tracing = tracing;
    this.orchestrator = orchestrator;
    this.webhooks = webhooks;
    this.api = api;
  }

  /**
   * Starts all of it.
   *
   * @throws RuntimeException if one of them cannot start; nothing runs then
   */
  public static OrchestratorService start(ServiceConfig config) {
    CommandSecurity security =
        config.signing().map(SigningConfig::load).orElse(CommandSecurity.OFF);
    Tracing tracing = Tracing.of(System.getenv(), "turnout-orchestrator");
    Optional<Orchestrator> started = Optional.empty();
    Optional<WebhookServer> webhooks = Optional.empty();
    try {
      Orchestrator orchestrator =
          Orchestrator.start(config.orchestrator(), security, tracing.decisions());
      started = Optional.of(orchestrator);
      webhooks = webhooks(config.orchestrator(), security, orchestrator);
      Optional<ApiServer> api =
          config
              .api()
              .map(asked -> ApiServer.start(asked, connection(config.orchestrator(), security)));
      api.ifPresent(server -> watch(orchestrator, server));
      return new OrchestratorService(tracing, orchestrator, webhooks, api);
    } catch (RuntimeException e) {
      webhooks.ifPresent(WebhookServer::close);
      started.ifPresent(Orchestrator::close);
      tracing.close();
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

  /** Where the API listens; empty if nowhere. */
  public Optional<Integer> apiPort() {
    return api.map(ApiServer::port);
  }

  @Override
  public void close() {
    api.ifPresent(ApiServer::close);
    webhooks.ifPresent(WebhookServer::close);
    orchestrator.close();
    tracing.close();
  }

  private static void watch(Orchestrator orchestrator, ApiServer api) {
    orchestrator.alsoNeeds(api::unready);
    orchestrator.alsoWarns(api::warnings);
  }

  /** The API reads without a group, and writes without transactions. */
  private static Connection connection(OrchestratorConfig config, CommandSecurity security) {
    Map<String, Object> kafka = new HashMap<>(config.kafka());
    kafka.keySet().removeAll(Set.of("group.id", "group.instance.id", "transactional.id"));
    return new Connection(kafka, config.topics(), security.signer());
  }

  private static Optional<WebhookServer> webhooks(
      OrchestratorConfig config, CommandSecurity security, Orchestrator orchestrator) {
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
                                security.signer(),
                                orchestrator.meters())));
  }
}
