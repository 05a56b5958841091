package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.cli.Cli;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RollbackRollout;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.events.StartRollout;
import dev.turnout.events.VersionRef;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.mlflow.MlflowAccess;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.RecordedMlflow;
import dev.turnout.testing.TestBus;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orchestrators on a real broker tell MLflow what they decide, and never wait for it. */
@ExtendWith(KafkaBroker.class)
class MlflowFollowerIT {
  private static final long LONG_BAKE = 60_000;

  private final TestBus bus;
  private final BusClient client;
  private final RecordedMlflow mlflow = new RecordedMlflow();

  MlflowFollowerIT(TestBus bus) {
    this.bus = bus;
    this.client = new BusClient(bus);
  }

  @BeforeEach
  void createTopics() {
    bus.createTopics(2);
  }

  @AfterEach
  void close() {
    client.close();
    mlflow.close();
  }

  @Test
  void shouldMoveTheAliasWhenAVersionIsLiveAndBackWhenItsBakeEndsBadly() {
    // given
    mlflow.register("baking", 2);
    try (Orchestrator orchestrator = start("bake")) {
      FakeFleet fleet = new FakeFleet(bus, client, "baking", "node-1", "node-2");
      fleet.round();
      client.send(bus.topics().commands(), "baking", canary("baking", LONG_BAKE));
      play(fleet, () -> mlflow.aliases("baking").equals(Map.of("champion", "2", "previous", "1")));

      // when
      client.send(
          bus.topics().commands(),
          "baking",
          Commands.command("baking", "baking-v2", new RollbackRollout()));

      // then
      play(fleet, () -> mlflow.aliases("baking").equals(Map.of("champion", "1")));
      play(fleet, () -> outcome("baking").equals("ROLLED_BACK"));
      play(
          fleet,
          () -> mlflow.tag("baking", "turnout.decision").contains(seal("baking", "RolloutEnded")));
      assertThat(mlflow.tag("baking", "turnout.rollout")).isEqualTo("baking-v2 RolledBack");
      assertThat(orchestrator.warnings()).isEmpty();
    }
  }

  @Test
  void shouldPromoteWithoutMlflowAndTellItWhenItIsBack() {
    // given
    mlflow.register("away", 2);
    mlflow.goAway();
    try (Orchestrator orchestrator = start("away")) {
      FakeFleet fleet = new FakeFleet(bus, client, "away", "node-1", "node-2");
      fleet.round();
      client.send(bus.topics().commands(), "away", canary("away", 500));

      // when
      play(fleet, () -> outcome("away").equals("PROMOTED"));

      // then
      play(fleet, () -> !orchestrator.warnings().isEmpty());
      assertThat(orchestrator.warnings().get(0))
          .startsWith(
              "MLflow does not know the last decision about away yet: Expected an answer from MLflow");
      assertThat(orchestrator.unready()).isEmpty();
      assertThat(status("away").code()).isEqualTo(5);
      assertThat(status("away").err())
          .contains("Expected an answer from MLflow", "tell it when it is back");
      assertThat(orchestrator.scrape())
          // What the tests before left unsaid about their models waits too.
          .containsPattern("turnout_mlflow_pending [1-9]")
          .doesNotContain("turnout_mlflow_updates_total{result=\"failed\"} 0.0");

      // when
      mlflow.comeBack();

      // then
      play(fleet, () -> mlflow.aliases("away").equals(Map.of("champion", "2", "previous", "1")));
      play(fleet, () -> orchestrator.warnings().isEmpty());
      assertThat(mlflow.tag("away", "turnout.rollout")).isEqualTo("away-v2 Promoted");
      play(fleet, () -> status("away").code() == 0);
      assertThat(status("away").out())
          .containsPattern("away +away +away-v2 +Promoted +knows +\\S+ +champion=2 previous=1\n");
    }
  }

  @Test
  void shouldNotRepeatAfterARestartWhatMlflowKnows() {
    // given
    mlflow.register("known", 2);
    FakeFleet fleet = new FakeFleet(bus, client, "known", "node-1", "node-2");
    try (Orchestrator first = start("first")) {
      fleet.round();
      client.send(bus.topics().commands(), "known", canary("known", LONG_BAKE));
      play(fleet, () -> mlflow.tag("known", "turnout.rollout").equals("known-v2 Switched"));
    }
    mlflow.takeRequests();

    // when
    try (Orchestrator second = start("second")) {
      play(fleet, () -> !mlflow.seenRequests().isEmpty());
      assertThat(mlflow.takeRequests()).containsOnly("GET registered-models/get");
      client.send(
          bus.topics().commands(),
          "known",
          Commands.command("known", "known-v2", new RollbackRollout()));

      // then
      play(fleet, () -> mlflow.aliases("known").equals(Map.of("champion", "1")));
      assertThat(second.unready()).isEmpty();
    }
  }

  @Test
  void shouldShowADecisionThatMlflowDoesNotTake() {
    // given
    mlflow.register("gone", 1);
    try (Orchestrator orchestrator = start("gone")) {
      FakeFleet fleet = new FakeFleet(bus, client, "gone", "node-1", "node-2");
      fleet.round();
      assertThat(status("gone").out()).isEqualTo("No rollout is known yet.\n");

      // when
      client.send(bus.topics().commands(), "gone", canary("gone", 500));
      play(fleet, () -> outcome("gone").equals("PROMOTED"));

      // then
      Cli.Result status = status("gone");
      assertThat(status.code()).isEqualTo(1);
      assertThat(status.out())
          .containsPattern("gone +gone +gone-v2 +Promoted +late +\\S+ +\\S+\n")
          .contains("\ngone: MLflow answered 404", "version=2) not found");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private Cli.Result status(String model) {
    return Cli.run(
        "mlflow",
        "status",
        "--model",
        model,
        "-b",
        bus.bootstrapServers(),
        "--registry",
        bus.registryUrl(),
        "--topic-prefix",
        bus.topics().prefix(),
        "--mlflow-uri",
        mlflow.uri());
  }

  private Orchestrator start(String instance) {
    OrchestratorConfig config =
        OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
            .withTopics(bus.topics())
            .withInstanceId(instance)
            .withMlflow(MlflowConfig.of(MlflowAccess.of(mlflow.uri(), Map.of())));
    Orchestrator orchestrator = Orchestrator.start(config);
    assertThat(orchestrator.awaitReady(Duration.ofSeconds(120))).isTrue();
    return orchestrator;
  }

  private static RolloutCommand canary(String model, long bakeMs) {
    RolloutCommand command = Commands.canary(model, 0.5);
    var spec = ((StartRollout) command.getAction()).getSpec();
    spec.setStable(new VersionRef("v1", "models:/%s/1".formatted(model)));
    spec.setCandidate(new VersionRef("v2", "models:/%s/2".formatted(model)));
    ((CanaryStrategy) spec.getStrategy()).setBakeMs(bakeMs);
    return command;
  }

  private void play(FakeFleet fleet, BooleanSupplier until) {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!until.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      fleet.round();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private String outcome(String model) {
    return client.read(bus.topics().rollouts(), RolloutState.class).stream()
        .filter(state -> state.getModel().equals(model))
        .reduce((first, second) -> second)
        .map(state -> String.valueOf(state.getOutcome()))
        .orElse("");
  }

  /** Seal of the model's last entry of this kind; the other tests' models share the topic. */
  private String seal(String model, String word) {
    return client.read(bus.topics().journal(), JournalEntry.class).stream()
        .filter(entry -> entry.getModel().equals(model))
        .filter(entry -> entry.getEvent().getClass().getSimpleName().equals(word))
        .reduce((first, second) -> second)
        .map(entry -> EntryHash.of(entry).hex())
        .orElse("no such entry");
  }
}
