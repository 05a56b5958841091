package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static dev.turnout.it.AgentRig.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnout.agents.agent.Agent;
import dev.turnout.events.AgentReport;
import dev.turnout.orchestrator.stream.Orchestrator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk takes nothing more goes on, and everybody can see what that means. */
class FullDiskIT extends OnTheBus {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String TROUBLE =
      "Epoch 2 is in force but not on the disk (No space left on device): after a restart without"
          + " Kafka this node would route with the older epoch 1";

  @TempDir private Path directory;

  @Test
  void shouldRouteByATableThatTheDiskDoesNotTakeAndSaySo() throws Exception {
    try (AgentRig rig = new AgentRig(bus.config(), bus.topics(), directory);
        Orchestrator orchestrator = ready(config("disk"))) {
      // given
      Agent agent = rig.start("node-1");
      rig.publish(table(1, 0));
      awaitEpoch(agent, 1);
      Path next = fillDisk();

      // when
      rig.publish(table(2, 1));

      // then it routes by it
      awaitEpoch(agent, 2);
      assertThat(rig.ask(agent, "user-1")).isEqualTo("v2");
      // and says what is wrong
      await().atMost(LIMIT).until(() -> !agent.warnings().isEmpty());
      assertThat(agent.warnings()).containsExactly("model fraud: " + TROUBLE);
      assertThat(agent.unready()).isEmpty();
      assertThat(get(agent, "/health/ready"))
          .isEqualTo("ok\nwarning: model fraud: " + TROUBLE + "\n");
      assertThat(get(agent, "/metrics")).contains("turnout_agent_table_unsaved{model=\"fraud\"} 1");
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(last(rig).getRefusal()).isEqualTo(TROUBLE));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(state(MODEL).getNodes().get(0).getTrouble()).isEqualTo(TROUBLE));
      assertThat(orchestrator.unready()).isEmpty();

      // and is well again when there is room
      Files.delete(next);
      await().atMost(LIMIT).until(() -> agent.warnings().isEmpty());
      assertThat(get(agent, "/metrics")).contains("turnout_agent_table_unsaved{model=\"fraud\"} 0");
      await().atMost(LIMIT).until(() -> last(rig).getRefusal() == null);
    }
  }

  /**
   * The file that is written before it replaces the stored table leads to a device that is full.
   */
  private Path fillDisk() throws Exception {
    Path next = directory.resolve("node-1").resolve("routes").resolve(MODEL + ".tmp");
    return Files.createSymbolicLink(next, Path.of("/dev/full"));
  }

  private static AgentReport last(AgentRig rig) {
    List<AgentReport> reports = rig.agentReports();
    return reports.get(reports.size() - 1);
  }

  private static String get(Agent agent, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(agent.adminPort(), path));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void awaitEpoch(Agent agent, long epoch) {
    await().atMost(LIMIT).until(() -> agent.states().get(MODEL).epochInForce() == epoch);
  }
}
