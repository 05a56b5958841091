package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.Orchestrators;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Orchestrators that share the work, die and come back from the dead. */
class FailoverIT extends OnTheBus {

  /** A clock that stops the thread that reads it: decisions are made then, but not committed. */
  private static final class TrapClock implements InstantSource {
    private final AtomicReference<CountDownLatch> trap =
        new AtomicReference<>(new CountDownLatch(0));

    void close() {
      trap.set(new CountDownLatch(1));
    }

    void open() {
      trap.get().countDown();
    }

    @Override
    public Instant instant() {
      try {
        trap.get().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Instant.now();
    }
  }

  @Test
  void shouldHandOverFromAZombieThatWakesUpLate() {
    // given
    String left = modelIn(0);
    String right = modelIn(1);
    TrapClock clock = new TrapClock();
    FakeFleet fleetLeft = new FakeFleet(bus, client, left, "node-1");
    FakeFleet fleetRight = new FakeFleet(bus, client, right, "node-1");
    try (Orchestrator zombie =
            ready(
                Orchestrators.start(
                    config("zombie").withKafka("max.poll.interval.ms", "3000"), clock));
        Orchestrator healthy = ready(config("healthy"))) {
      fleetLeft.round();
      fleetRight.round();
      client.send(bus.topics().commands(), left, Commands.canary(left, 0.1, 0.5));
      client.send(bus.topics().commands(), right, Commands.canary(right, 0.1, 0.5));
      // when
      clock.close();
      play(
          fleetLeft,
          () -> {
            fleetRight.round();
            return !outcome(left).equals("none") && !outcome(right).equals("none");
          });
      clock.open();
      // then
      assertThat(zombie.awaitReady(Duration.ofSeconds(120))).as("%s", zombie.unready()).isTrue();
      Awaitility.await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> !zombie.scrape().contains("turnout_orchestrator_rejoins_total 0"));
      assertThat(outcome(left)).isEqualTo("PROMOTED");
      assertThat(outcome(right)).isEqualTo("PROMOTED");
      assertGapless(journal(left));
      assertGapless(journal(right));
      assertEpochsGrow(left);
      assertEpochsGrow(right);
    }
  }

  @Test
  void shouldLoseAndRepeatNothingWhenAProcessIsKilled() throws Exception {
    // given
    String left = modelIn(0);
    String right = modelIn(1);
    FakeFleet fleetLeft = new FakeFleet(bus, client, left, "node-1");
    FakeFleet fleetRight = new FakeFleet(bus, client, right, "node-1");
    Process victim = startProcess("victim");
    try {
      fleetLeft.round();
      fleetRight.round();
      client.send(bus.topics().commands(), left, Commands.canary(left, 0.1, 0.2, 0.5));
      client.send(bus.topics().commands(), right, Commands.canary(right, 0.1, 0.2, 0.5));
      play(
          fleetLeft,
          () -> {
            fleetRight.round();
            return words(journal(left)).contains("WeightSet")
                && words(journal(right)).contains("WeightSet");
          });
      // when
      victim.destroyForcibly().waitFor();
      try (Orchestrator heir = ready(config("heir"))) {
        play(
            fleetLeft,
            () -> {
              fleetRight.round();
              return !outcome(left).equals("none") && !outcome(right).equals("none");
            });
      }
    } finally {
      victim.destroyForcibly();
    }
    // then
    assertThat(outcome(left)).isEqualTo("PROMOTED");
    assertThat(outcome(right)).isEqualTo("PROMOTED");
    assertGapless(journal(left));
    assertGapless(journal(right));
    assertThat(words(journal(left))).filteredOn("RolloutStarted"::equals).hasSize(1);
  }

  private Process startProcess(String instance) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            OrchestratorProcess.class.getName(),
            bus.bootstrapServers(),
            bus.registryUrl(),
            bus.topics().prefix(),
            instance)
        .inheritIO()
        .start();
  }

  private static String modelIn(int partition) {
    for (int i = 0; ; i++) {
      String model = "m" + System.nanoTime() % 1_000_000 + "-" + i;
      if (Topics.partitionOf(model, 2) == partition) {
        return model;
      }
    }
  }

  private void assertEpochsGrow(String model) {
    List<Long> epochs =
        client.read(bus.topics().routes(), dev.turnout.events.RouteTable.class).stream()
            .filter(table -> table.getModel().equals(model))
            .map(dev.turnout.events.RouteTable::getEpoch)
            .toList();
    assertThat(epochs).isSorted().doesNotHaveDuplicates();
    List<Long> sequences = journal(model).stream().map(JournalEntry::getSequence).toList();
    assertThat(sequences).doesNotHaveDuplicates();
  }
}
