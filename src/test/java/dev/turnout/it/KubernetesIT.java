package dev.turnout.it;

import static dev.turnout.it.KubernetesRig.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.events.AgentReport;
import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.BlueGreenStrategy;
import dev.turnout.events.RateMetric;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.StartRollout;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole rollouts on a real API server and a real broker. */
@ExtendWith(KubeApiServer.class)
class KubernetesIT extends OnTheBus {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final KubeCluster cluster;

  KubernetesIT(KubeCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void shouldPromoteAGoodVersionByTheWeightsOfAnHttpRoute() throws Exception {
    try (Orchestrator orchestrator = ready(config("route-good"));
        KubernetesRig rig = new KubernetesRig(cluster, bus, directory, true)) {
      // when
      client.send(bus.topics().commands(), MODEL, Commands.canary(MODEL, 0.1, 0.5));
      play(rig, () -> !outcome(MODEL).equals("none"));
      // then
      assertThat(outcome(MODEL)).isEqualTo("PROMOTED");
      play(rig, () -> rig.replicas("v1") == 0);
      assertThat(rig.weights()).isEqualTo(Map.of("fraud-v2", 1_000_000L));
      assertThat(rig.replicas("v2")).isEqualTo(2);
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldSendABadVersionBackByTheWeightsOfAnHttpRoute() throws Exception {
    try (Orchestrator orchestrator = ready(config("route-bad"));
        KubernetesRig rig = new KubernetesRig(cluster, bus, directory, true).failing("v2", 0.5)) {
      // when
      client.send(bus.topics().commands(), MODEL, Commands.canary(MODEL, 0.1, 0.5));
      play(rig, () -> !outcome(MODEL).equals("none"));
      // then
      assertThat(outcome(MODEL)).isEqualTo("ROLLED_BACK");
      play(rig, () -> rig.replicas("v2") == 0);
      assertThat(rig.weights()).isEqualTo(Map.of("fraud-v1", 1_000_000L));
      assertThat(rig.replicas("v1")).isEqualTo(1);
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldSwitchAGoodVersionByTheSelectorOfAServiceAndPutItRight() throws Exception {
    try (Orchestrator orchestrator = ready(config("service-good"));
        KubernetesRig rig = new KubernetesRig(cluster, bus, directory, false)) {
      // given
      client.send(bus.topics().commands(), MODEL, blueGreen(Duration.ofSeconds(3)));
      play(rig, () -> !outcome(MODEL).equals("none"));
      assertThat(outcome(MODEL)).isEqualTo("PROMOTED");
      play(rig, () -> rig.replicas("v1") == 0);
      assertThat(rig.selected()).isEqualTo("v2");
      // when
      rig.patchService("{\"spec\":{\"selector\":{\"turnout.dev/version\":\"v1\"}}}");
      // then
      play(rig, () -> rig.selected().equals("v2"));
      play(rig, () -> reports().contains("Somebody else changed the data plane"));
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldSwitchBackFromABadVersionByTheSelectorOfAService() throws Exception {
    try (Orchestrator orchestrator = ready(config("service-bad"));
        KubernetesRig rig = new KubernetesRig(cluster, bus, directory, false).failing("v2", 0.5)) {
      // when
      client.send(bus.topics().commands(), MODEL, blueGreen(Duration.ofHours(1)));
      play(rig, () -> !outcome(MODEL).equals("none"));
      // then
      assertThat(outcome(MODEL)).isEqualTo("ROLLED_BACK");
      play(rig, () -> rig.replicas("v2") == 0);
      assertThat(rig.selected()).isEqualTo("v1");
      assertThat(words(journal(MODEL))).contains("WeightSet", "RolloutTurnedBack");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  /** Requests go on until something is so. */
  private void play(KubernetesRig rig, BooleanSupplier until) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              rig.round(client);
              return until.getAsBoolean();
            });
  }

  private String reports() {
    return client.read(bus.topics().agents(), AgentReport.class).stream()
        .map(report -> String.valueOf(report.getRefusal()))
        .toList()
        .toString();
  }

  private static RolloutCommand blueGreen(Duration bake) {
    RateMetric errors = Commands.errors();
    errors.setLimit(0.1);
    RolloutSpec spec =
        new RolloutSpec(
            new VersionRef("v1", null),
            new VersionRef("v2", null),
            BlueGreenStrategy.newBuilder().setBakeMs(bake.toMillis()).build(),
            AnalysisSpec.newBuilder()
                .setMetrics(List.of(errors))
                .setWarmUpMs(0)
                .setWarmUpRequests(0)
                .build(),
            new Stickiness(StickinessKind.NONE, null),
            60_000L,
            Map.of());
    return Commands.command(MODEL, MODEL + "-v2", new StartRollout(spec, false));
  }
}
