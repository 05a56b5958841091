package dev.turnout.allinone;

import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.bridge.Bridge;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.notify.Notifier;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Topic;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
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
  private Optional<Bridge> bridge = Optional.empty();
  private Optional<Notifier> notifier = Optional.empty();

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
      startBesides(config);
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

  /** What reports what is measured elsewhere; empty for none. */
  public Optional<Bridge> bridge() {
    return bridge;
  }

  /** What tells of decisions; empty for none. */
  public Optional<Notifier> notifier() {
    return notifier;
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
      Set<Topic> more = EnumSet.noneOf(Topic.class);
      config.bridge().ifPresent(any -> more.add(Topic.BRIDGE_STATE));
      config.notifier().ifPresent(any -> more.add(Topic.NOTIFICATIONS));
      new TopicsAdmin(admin, topics(), settings).with(more).create();
    }
  }

  /** They begin with what comes from now on, so they are ready before anything is decided. */
  private void startBesides(AllInOneConfig config) throws InterruptedException {
    config
        .notifier()
        .ifPresent(plan -> notifier = Optional.of(opened(Notifier.start(plan.with(kafka())))));
    config
        .bridge()
        .ifPresent(plan -> bridge = Optional.of(opened(startBridge(plan.with(kafka())))));
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    while (notifier.filter(one -> !one.unready().isEmpty()).isPresent()
        && System.nanoTime() - until < 0) {
      Thread.sleep(20);
    }
  }

  /** The Collector's topic is made like Turnout's own; elsewhere it is the Collector's matter. */
  private Bridge startBridge(BridgeConfig config) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      if (config.otlp().isPresent()) {
        var topic = new NewTopic(config.otlp().get().topic(), Optional.of(1), Optional.empty());
        admin.createTopics(List.of(topic)).all().get();
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("Cannot create the Collector's topic: " + e.getCause(), e);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return Bridge.start(config);
  }

  private OrchestratorService startOrchestrator(AllInOneConfig config) {
    OrchestratorConfig plain =
        OrchestratorConfig.of(bootstrapServers(), registryUrl()).withInstanceId("all-in-one");
    OrchestratorConfig whole = config.mlflow().map(plain::withMlflow).orElse(plain);
    return OrchestratorService.start(ServiceConfig.of(whole).withApi(config.api()));
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
