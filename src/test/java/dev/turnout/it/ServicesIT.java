package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.testing.FreePorts;
import dev.turnout.cli.Cli;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrator and agent as processes that the launcher starts. */
@ExtendWith(KafkaBroker.class)
class ServicesIT {
  private static final Path LAUNCHER = Path.of("../turnout").toAbsolutePath().normalize();
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();
  private TestBus bus;
  private HttpServer model;

  @BeforeEach
  void start(TestBus bus) throws IOException {
    this.bus = bus;
    bus.createTopics(2);
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    model.start();
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    model.stop(0);
  }

  @Test
  void shouldRunAsProcessesAndEndInOrderOnSigterm() throws Exception {
    // given
    Process orchestrator = launch("orchestrator", kafka() + "admin: 127.0.0.1:" + FreePorts.take());
    Process agent = launch("agent", kafka() + agentModels());
    awaitNode();

    // when
    Cli.Result promoted =
        run("rollout blue-green --model fraud --version v1 --bake 0s --wait --timeout 120s");
    agent.destroy();
    orchestrator.destroy();

    // then
    assertThat(promoted.code()).as(promoted.toString()).isZero();
    assertEndedInOrder("agent", agent);
    assertEndedInOrder("orchestrator", orchestrator);
  }

  @Test
  void shouldSayWhyItCannotStart() throws Exception {
    // given
    Process orchestrator =
        launch("orchestrator", kafka().replace(bus.bootstrapServers(), "127.0.0.1:1"));

    // when
    boolean ended = orchestrator.waitFor(240, TimeUnit.SECONDS);

    // then
    assertThat(ended).isTrue();
    assertThat(orchestrator.exitValue()).isEqualTo(5);
    assertThat(log("orchestrator")).contains("error: Could not start: ").doesNotContain("\tat ");
  }

  private void awaitNode() {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(run("get rollouts -o json").out())
                    .as(log("orchestrator") + log("agent"))
                    .contains("\"node\" : \"node-1\""));
  }

  private void assertEndedInOrder(String name, Process process) throws Exception {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(name + " ends on SIGTERM").isTrue();
    assertThat(process.exitValue()).as(log(name)).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(log(name)).contains(" INFO ").doesNotContain(" ERROR ", "\tat ");
  }

  private Process launch(String command, String config) throws IOException {
    Path file = Files.writeString(folder.resolve(command + ".yaml"), config);
    ProcessBuilder builder =
        new ProcessBuilder(LAUNCHER.toString(), command, "--config", file.toString())
            .directory(folder.toFile())
            .redirectOutput(folder.resolve(command + ".out").toFile())
            .redirectError(folder.resolve(command + ".log").toFile());
    builder.environment().put("TURNOUT_BUILD", "never");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String log(String command) throws IOException {
    return Files.readString(folder.resolve(command + ".log"), StandardCharsets.UTF_8);
  }

  private String kafka() {
    return """
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        topicPrefix: %s
        """
        .formatted(bus.bootstrapServers(), bus.registryUrl(), bus.topics().prefix());
  }

  private String agentModels() throws IOException {
    return """
        node: node-1
        admin: 127.0.0.1:%d
        models:
          - name: fraud
            listen: 127.0.0.1:%d
            launcher: {static: {v1: "http://127.0.0.1:%d"}}
        """
        .formatted(FreePorts.take(), FreePorts.take(), model.getAddress().getPort());
  }

  private Cli.Result run(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    args.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(args.toArray(new String[0]));
  }
}
