package dev.turnout.bench.decision;

import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bus.Connection;
import dev.turnout.orchestrator.lifeline.LifelinePlace;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Measures decisions and, before each of them, records that only pass through the same broker, so
 * that what else the machine does meets both.
 */
public final class DecisionRace {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Map<String, Object> addresses;
  private final DecisionScale scale;
  private final Path directory;
  private final Random random = new Random(1);

  /**
   * @param addresses of the bus and of the registry
   * @param directory for the agents' files
   */
  public DecisionRace(Map<String, Object> addresses, DecisionScale scale, Path directory) {
    this.addresses = Map.copyOf(addresses);
    this.scale = scale;
    this.directory = directory;
  }

  /**
   * Measures everything.
   *
   * @param passed hears of how far it is, from 0 to 1
   * @throws LostException if a decision or an acknowledgement does not come
   */
  public Outcome run(Consumer<Double> passed) throws InterruptedException {
    Connection bare = installation("bench-floor");
    Connection alike = installation("bench-floor-alike");
    Connection ours = installation("bench");
    try (Floor floor = new Floor(bare, List.of(bare.topics().routes()));
        Floor threeTopics =
            new Floor(
                alike,
                List.of(
                    alike.topics().routes(), alike.topics().journal(), alike.topics().rollouts()));
        Orchestrator orchestrator = orchestrator(ours)) {
      Samples samples = new Samples();
      decisions(ours, floor, threeTopics, samples, passed);
      acknowledgements(ours, floor, samples, passed);
      return samples.outcome(scale);
    }
  }

  private void decisions(
      Connection connection,
      Floor floor,
      Floor threeTopics,
      Samples samples,
      Consumer<Double> passed)
      throws InterruptedException {
    int warmUp = scale.warmUp();
    int all = scale.decisions() + warmUp;
    try (Canaries canaries = new Canaries(connection, all)) {
      for (int i = 0; i < all; i++) {
        rest();
        double least = floor.measure();
        rest();
        double alike = threeTopics.measure();
        rest();
        double decision = canaries.measure();
        if (i >= warmUp) {
          samples.add(least, alike, decision);
        }
        passed.accept(0.5 * (i + 1) / all);
      }
    }
  }

  private void acknowledgements(
      Connection connection, Floor floor, Samples samples, Consumer<Double> passed)
      throws InterruptedException {
    try (AgentFleet fleet = new AgentFleet(connection, scale.agents(), directory);
        Acknowledgements acknowledgements = new Acknowledgements(connection, scale.agents())) {
      int warmUp = Math.min(scale.applied(), 5);
      for (int i = -warmUp; i < scale.applied(); i++) {
        acknowledgements.prepare();
        rest();
        double least = floor.measure();
        rest();
        Acknowledgements.Took took = acknowledgements.measure();
        acknowledgements.finish();
        if (i >= 0) {
          samples.add(least, took);
        }
        passed.accept(0.5 + 0.5 * (i + warmUp + 1) / (scale.applied() + warmUp));
      }
    }
  }

  /** So that nothing of the last one is left, and none comes at the beat of the other. */
  private void rest() throws InterruptedException {
    Thread.sleep(5 + random.nextInt(20));
  }

  private Connection installation(String prefix) {
    Connection connection = new Connection(addresses, new Topics(prefix));
    try (Admin admin = Admin.create(connection.properties())) {
      new TopicsAdmin(admin, connection.topics(), TopicSettings.singleBroker()).create();
    }
    return connection;
  }

  private static Orchestrator orchestrator(Connection connection) {
    Orchestrator orchestrator =
        Orchestrator.start(
            OrchestratorConfig.of(connection.bootstrap(), connection.registry())
                .withTopics(connection.topics())
                .withLifeline(LifelinePlace.off()));
    if (!orchestrator.awaitReady(READY_WITHIN)) {
      orchestrator.close();
      throw new LostException(
          "Expected the orchestrator to be ready within %s, but: %s"
              .formatted(READY_WITHIN, orchestrator.unready()));
    }
    return orchestrator;
  }
}
