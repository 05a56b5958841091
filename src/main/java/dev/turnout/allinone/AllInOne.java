package dev.turnout.allinone;

import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.service.OrchestratorService;
import dev.turnout.service.ServiceConfig;
import dev.turnout.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker, a schema registry, an orchestrator and agents, all real and all in this process. For
 * trying out, tests and the demo; not for production, since one process is one point of failure.
 */
public final class AllInOne implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AllInOne.class);
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final EmbeddedKafka broker;
  private final EmbeddedRegistry registry;
  private final OrchestratorService service;
  private final List<Agent> agents = new ArrayList<>();

  private AllInOne(AllInOneConfig config) throws InterruptedException {
    try {
      this.broker = opened(EmbeddedKafka.start(brokerOptions(config)));
      this.registry =
          opened(
              EmbeddedRegistry.start(
                  config.registryPort(),
                  config.dataDir().map(dir -> dir.resolve("registry.json"))));
      createTopics(config);
      this.service = opened(startOrchestrator(config));
      startAgents(config);
      awaitReady(service.orchestrator());
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @throws RuntimeException when a port or a directory cannot be used, or a part does not get
   *     ready; nothing is left running then
   */
  public static AllInOne start(AllInOneConfig config) throws InterruptedException {
    return new AllInOne(config);
  }

  /** Value for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Value for {@code schema.registry.url}. */
  public String registryUrl() {
    return registry.url();
  }

  /** Where the API and its dashboard are. */
  public String apiUrl() {
    return "http://127.0.0.1:" + service.apiPort().orElseThrow();
  }

  /** Names of the topics. */
  public Topics topics() {
    return Topics.standard();
  }

  /** The agents, in the order of the configuration. */
  public List<Agent> agents() {
    return List.copyOf(agents);
  }

  /** Settings with which clients reach the broker and the registry. */
  public KafkaSettings kafka() {
    return KafkaSettings.of(bootstrapServers(), registryUrl());
  }

  private static EmbeddedKafkaOptions brokerOptions(AllInOneConfig config) {
    EmbeddedKafkaOptions options = EmbeddedKafkaOptions.temporary().withPort(config.brokerPort());
    Optional<EmbeddedKafkaOptions> kept =
        config.dataDir().map(dir -> options.withDataDir(dir.resolve("kafka")));
    return kept.orElse(options);
  }

  private void createTopics(AllInOneConfig config) {
    TopicSettings settings = TopicSettings.singleBroker().withPartitions(config.partitions());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      new TopicsAdmin(admin, topics(), settings).create();
    }
  }

  private OrchestratorService startOrchestrator(AllInOneConfig config) {
    OrchestratorConfig plain =
        OrchestratorConfig.of(bootstrapServers(), registryUrl()).withInstanceId("all-in-one");
    OrchestratorConfig whole = config.mlflow().map(plain::withMlflow).orElse(plain);
    return OrchestratorService.start(new ServiceConfig(whole, Optional.of(config.api())));
  }

  private void startAgents(AllInOneConfig config) {
    Tracing tracing = opened(Tracing.of(System.getenv(), "turnout-agent"));
    for (AllInOneConfig.AgentPlan plan : config.agents()) {
      AgentConfig agent = plan.with(kafka());
      agents.add(Agent.start(agent, tracing.tables(agent.node())));
    }
  }

  private void awaitReady(Orchestrator orchestrator) throws InterruptedException {
    if (!orchestrator.awaitReady(READY_WITHIN)) {
      throw new IllegalStateException(
          "Expected the orchestrator to be ready within %s, but: %s"
              .formatted(READY_WITHIN, orchestrator.unready()));
    }
    for (Agent agent : agents) {
      if (!agent.awaitConnected(READY_WITHIN)) {
        throw new IllegalStateException(
            "Expected every agent to report within " + READY_WITHIN + ", but one did not");
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Stops everything, agents first and the broker last. May be repeated. */
  @Override
  public synchronized void close() {
    // Each waits for its model servers to end.
    agents.parallelStream().forEach(Agent::close);
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("Did not stop cleanly part={}", part.getClass().getSimpleName(), e);
      }
    }
  }
}
