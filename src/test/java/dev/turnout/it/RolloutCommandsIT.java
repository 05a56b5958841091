package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.agent.Agent;
import dev.turnout.cli.Cli;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands, a real orchestrator, a real agent and two versions of a model. */
@ExtendWith(KafkaBroker.class)
class RolloutCommandsIT {
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static final String FIRST =
      "rollout blue-green --model fraud --version v1 --bake 0s --wait --timeout 120s";

  @TempDir Path folder;

  private TestBus bus;
  private Topics topics;
  private Orchestrator orchestrator;
  private AgentRig rig;
  private Agent agent;

  @BeforeEach
  void start(TestBus bus) throws InterruptedException {
    this.bus = bus;
    topics = new Topics(bus.topics().prefix() + "-" + TESTS.incrementAndGet());
    orchestrator =
        Orchestrator.start(
            OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
                .withTopics(topics)
                .withCreateTopics(TopicSettings.singleBroker().withPartitions(2)));
    assertThat(orchestrator.awaitReady(Duration.ofSeconds(90))).isTrue();
    rig = new AgentRig(bus.config(), topics, folder);
    agent = rig.start("node-1");
    assertThat(agent.awaitConnected(Duration.ofSeconds(90))).isTrue();
  }

  @AfterEach
  void stop() {
    rig.close();
    orchestrator.close();
  }

  @Test
  void shouldEndWithZeroWhenPromoted() {
    // given
    Cli.Result first = run(FIRST);

    // when
    Cli.Result second =
        run(
            "rollout blue-green --model fraud --version v2 --smoke-test /ping --bake 1s --wait"
                + " --timeout 120s -m next");

    // then
    assertThat(first.code()).as(first.toString()).isZero();
    assertThat(second.code()).as(second.toString()).isZero();
    assertThat(second.out()).contains("accepted", "fraud-v2 Promoted");
    assertThat(rig.ask(agent, "jane")).isEqualTo("v2");
    assertThat(run("get rollouts").out()).contains("fraud-v2", "✔ Promoted");
    assertThat(run("get rollout fraud -o json").out()).contains("\"outcome\" : \"PROMOTED\"");
    assertThat(run("get rollout fraud-v2 --watch").code()).isZero();
    assertThat(run("rollout rollback fraud-v2").code()).isEqualTo(1);
    assertThat(run("topics cat journal --model fraud").out()).contains("\"reason\":\"next\"");
  }

  @Test
  void shouldEndWithOneWhenTheSmokeTestFails() throws IOException {
    // given
    run(FIRST);
    Path file =
        Files.writeString(
            folder.resolve("rollout.yaml"),
            """
            apiVersion: turnout.dev/v1alpha1
            kind: Rollout
            metadata: {name: fraud-v2}
            spec:
              model: fraud
              candidate: {version: v2}
              strategy: {blueGreen: {smokeTest: {path: /ping, expect: {status: 418}}, bake: 1m}}
            """);

    // when
    Cli.Result result = run("rollout start --wait --timeout 120s -o json -f " + file);

    // then
    assertThat(result.code()).as(result.toString()).isEqualTo(1);
    assertThat(result.out()).contains("\"outcome\" : \"RolledBack\"", "418");
    assertThat(rig.ask(agent, "jane")).isEqualTo("v1");
  }

  @Test
  void shouldSteerARolloutThatRuns() {
    // given
    run(FIRST);
    String start = "rollout canary --model fraud --version v2 --traffic 0.5 --duration 1h";

    // when
    Cli.Result late = run(start + " --wait --timeout 2s --command-id ci-1");
    Cli.Result again = run(start + " --command-id ci-1");
    Cli.Result other = run(start + " --name other");
    Cli.Result paused = run("rollout pause fraud-v2");
    Cli.Result rollback = run("rollout rollback fraud-v2");
    Cli.Result aborted = run("rollout abort --model fraud -m enough");
    Cli.Result watched = run("get rollout fraud-v2 --watch --timeout 120s");
    Cli.Result retried = run("rollout retry fraud-v2 --wait --timeout 1s");
    Cli.Result superseded = run(start + " --name third --supersede");

    // then
    assertThat(late.code()).as(late.toString()).isEqualTo(3);
    assertThat(late.err()).contains("fraud-v2 has not ended within 2s; it goes on");
    assertThat(again.out()).contains("accepted");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("refused: ", "--supersede");
    assertThat(paused.out()).contains("accepted");
    assertThat(rollback.err()).contains("refused: ", "abort");
    assertThat(aborted.out()).contains("accepted");
    assertThat(watched.code()).isEqualTo(1);
    assertThat(watched.out()).contains("Aborted");
    assertThat(retried.code()).isEqualTo(3);
    assertThat(retried.out()).contains("fraud-v2#2 started");
    assertThat(superseded.out()).contains("accepted");
    assertThat(rig.ask(agent, "jane")).isIn("v1", "v2");
  }

  private Cli.Result run(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    args.addAll(List.of("--topic-prefix", topics.prefix()));
    return Cli.run(args.toArray(new String[0]));
  }
}
