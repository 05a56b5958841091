package dev.turnout.bench.metrics;

import dev.turnout.bench.chance.Chance;
import dev.turnout.bus.Connection;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.lifeline.LifelinePlace;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Real orchestrators with topics of their own, and rollouts under way in them. Its time is ours: a
 * second passes when every node has reported, as fast as reports can be taken.
 */
final class LoadedInstallation implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  /** Ahead of the clock on the wall, by which no tick must come due. */
  private static final Duration AHEAD = Duration.ofMinutes(2);

  private final MetricsScale scale;
  private final Topics topics;
  private final Map<String, LoadedModel> models = new LinkedHashMap<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Chance chance = new Chance(1);
  private final Admin admin;
  private final Inlet inlet;
  private final CommittedReader routes;
  private final CommittedOffsets committed;
  private final ThreadTime threads;
  private final Outlook outlook;
  private Instant now = Instant.now().plus(AHEAD);

  /**
   * @param orchestrators that share the partitions
   * @param idle rollouts beside those of the scale about which nothing comes in
   */
  LoadedInstallation(Connection connection, MetricsScale scale, int orchestrators, int idle)
      throws InterruptedException, ExecutionException {
    this.scale = scale;
    this.topics = connection.topics();
    for (int i = 0; i < scale.rollouts(); i++) {
      add(new LoadedModel("model-" + i, scale.nodes(), false));
    }
    for (int i = 0; i < idle; i++) {
      add(new LoadedModel("idle-" + i, 1, true));
    }
    try {
      admin = opened(Admin.create(connection.properties()));
      createTopics();
      List<String> names = startOrchestrators(connection, orchestrators);
      threads = ThreadTime.of(names.stream().map(name -> "turnout-orchestrator-" + name).toList());
      timesAreOurs();
      inlet = opened(new Inlet(connection));
      routes = opened(new CommittedReader(connection, topics.routes()));
      outlook = opened(new Outlook(connection));
      committed = new CommittedOffsets(admin, topics.orchestratorGroup());
      startRollouts();
    } catch (RuntimeException | InterruptedException | ExecutionException e) {
      close();
      throw e;
    }
  }

  /** Writes the reports of a round, which nobody sees yet. */
  Chunk fill() {
    inlet.open();
    outlook.mark();
    for (int second = 0; second < scale.secondsOfRound(); second++) {
      List<LoadedModel> loaded = models.values().stream().filter(m -> !m.isIdle()).toList();
      for (int node = 0; node < scale.nodes(); node++) {
        for (LoadedModel model : loaded) {
          report(model, model.nodes().get(node));
        }
      }
      now = now.plusSeconds(1);
    }
    return inlet.flush();
  }

  /** Lets the orchestrators have it, and waits until all that follows from it is committed. */
  Took take(Chunk chunk) throws InterruptedException, ExecutionException {
    double cpu = threads.seconds();
    long begin = System.nanoTime();
    inlet.release();
    committed.await(chunk.ends());
    return new Took((System.nanoTime() - begin) / 1e9, threads.seconds() - cpu);
  }

  /** What is not as it must be after a round, in words; empty if all is well. */
  List<String> wrong() {
    return outlook.wrong(
        models.values().stream().filter(m -> !m.isIdle()).map(LoadedModel::name).toList());
  }

  private void add(LoadedModel model) {
    models.put(model.name(), model);
  }

  private void report(LoadedModel model, LoadedNode node) {
    RouteTable table = model.table().orElseThrow();
    inlet.write(topics.agents(), model.name(), node.heartbeat(model.table(), false, now), now);
    inlet.write(topics.metrics(), model.name(), node.report(table, chance, now), now);
  }

  private void createTopics() {
    TopicSettings settings = TopicSettings.singleBroker().withPartitions(MetricsScale.PARTITIONS);
    new TopicsAdmin(admin, topics, settings).create();
  }

  private List<String> startOrchestrators(Connection connection, int count) {
    List<Orchestrator> started = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "%s-%d".formatted(topics.prefix(), i);
      names.add(name);
      started.add(
          opened(
              Orchestrator.start(
                  OrchestratorConfig.of(connection.bootstrap(), connection.registry())
                      .withTopics(topics)
                      .withLifeline(LifelinePlace.off())
                      .withInstanceId(name))));
    }
    for (Orchestrator orchestrator : started) {
      if (!orchestrator.awaitReady(READY_WITHIN)) {
        throw new IllegalStateException(
            "Expected the orchestrator to be ready within %s, but: %s"
                .formatted(READY_WITHIN, orchestrator.unready()));
      }
    }
    return names;
  }

  /** The broker would set the present time. */
  private void timesAreOurs() throws InterruptedException, ExecutionException {
    var createTime =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.type", "CreateTime"), AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        topics.inputs().stream()
            .collect(
                Collectors.toMap(
                    name -> new ConfigResource(ConfigResource.Type.TOPIC, name),
                    name -> List.of(createTime)));
    admin.incrementalAlterConfigs(changes).all().get();
  }

  private void startRollouts() throws InterruptedException, ExecutionException {
    inlet.open();
    for (LoadedModel model : models.values()) {
      heartbeats(model, false);
      inlet.write(topics.commands(), model.name(), model.start(), now);
    }
    release();
    List<LoadedModel> waiting = new ArrayList<>(models.values());
    while (!waiting.isEmpty()) {
      obeyTables();
      waiting.removeIf(LoadedModel::isUnderWay);
    }
    inlet.open();
    models.values().stream().filter(LoadedModel::isIdle).forEach(model -> heartbeats(model, true));
    release();
  }

  private void obeyTables() throws InterruptedException, ExecutionException {
    List<RouteTable> tables = new ArrayList<>();
    routes.next(RouteTable.class, tables::add);
    if (tables.isEmpty()) {
      return;
    }
    inlet.open();
    for (RouteTable table : tables) {
      LoadedModel model = Optional.ofNullable(models.get(table.getModel())).orElseThrow();
      model.take(table);
      heartbeats(model, false);
    }
    release();
  }

  private void heartbeats(LoadedModel model, boolean leaving) {
    for (LoadedNode node : model.nodes()) {
      inlet.write(topics.agents(), model.name(), node.heartbeat(model.table(), leaving, now), now);
    }
  }

  private void release() throws InterruptedException, ExecutionException {
    Chunk chunk = inlet.flush();
    inlet.release();
    committed.await(chunk.ends());
    now = now.plusMillis(100);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("Expected every part to stop", e);
      }
    }
  }
}
