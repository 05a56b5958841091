package dev.turnout.it;

import static dev.turnout.it.AgentRig.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnout.agents.testing.FreePorts;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An agent that runs its model servers as processes, and dies. */
@ExtendWith(KafkaBroker.class)
class AgentCrashIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path directory;
  private final List<Process> agents = new ArrayList<>();

  @AfterEach
  void endAgents() {
    agents.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldAdoptTheServersOfAnAgentThatWasKilledAndEndThemWhenItStops(TestBus bus)
      throws Exception {
    // given
    bus.createTopics(3);
    int port = FreePorts.take();
    Path config = config(bus, port);
    try (AgentRig rig = new AgentRig(bus.config(), bus.topics(), directory.resolve("rig"))) {
      rig.publish(table(1, 0));
    }
    Process killed = startAgent(config);
    await().atMost(LIMIT).until(() -> ask(port).startsWith("v1 "));
    String before = ask(port);

    // when
    killed.destroyForcibly().waitFor();
    assertThat(ask(port)).isEqualTo("nobody");
    Process next = startAgent(config);

    // then
    await().atMost(LIMIT).until(() -> ask(port).startsWith("v1 "));
    assertThat(ask(port)).isEqualTo(before);

    next.getOutputStream().close();
    assertThat(next.waitFor(120, TimeUnit.SECONDS)).isTrue();
    long server = Long.parseLong(before.substring("v1 ".length()));
    assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private Process startAgent(Path config) throws IOException {
    Process agent =
        new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName(),
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent-%d.log".formatted(agents.size())).toFile())
            .start();
    agents.add(agent);
    return agent;
  }

  private Path config(TestBus bus, int port) throws IOException {
    String text =
        """
        node: node-1
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        topicPrefix: "%s"
        dataDir: "%s"
        admin: 127.0.0.1:0
        models:
          - name: fraud
            listen: 127.0.0.1:%d
            launcher:
              process:
                command: ["%s", -XX:TieredStopAtLevel=1, -cp, "%s", "%s", "{port}", "{version}"]
                ports: 23500-23599
            health: {interval: 100ms}
        """
            .formatted(
                bus.bootstrapServers(),
                bus.registryUrl(),
                bus.topics().prefix(),
                directory.resolve("data"),
                port,
                JAVA,
                System.getProperty("java.class.path"),
                ModelServerMain.class.getName());
    return Files.writeString(directory.resolve("agent.yaml"), text);
  }

  private static String ask(int port) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/".formatted(port));
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "nobody";
    } catch (IOException e) {
      return "nobody";
    }
  }
}
