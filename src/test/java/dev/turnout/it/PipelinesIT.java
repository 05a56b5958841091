package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.turnout.agents.agent.Agent;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutEnded;
import dev.turnout.helm.MonitoringTest;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.Program;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shell lines of the recipes do what they say: the packaged program, a real bus and agent. */
@ExtendWith(KafkaBroker.class)
class PipelinesIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir static Path folder;

  private static TestBus bus;
  private static Orchestrator orchestrator;
  private static AgentRig rig;
  private static Agent agent;

  @BeforeAll
  static void start(TestBus given) throws Exception {
    bus = given;
    orchestrator =
        Orchestrator.start(
            OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
                .withTopics(bus.topics())
                .withCreateTopics(TopicSettings.singleBroker().withPartitions(2)));
    assertThat(orchestrator.awaitReady(LIMIT)).isTrue();
    rig = new AgentRig(bus.config(), bus.topics(), folder);
    agent = rig.start("node-1");
    assertThat(agent.awaitConnected(LIMIT)).isTrue();
    program();
    blueGreen("v1", 200);
    Ran first = run(List.of("turnout rollout start -f rollout.yaml --wait"), Map.of());
    assertThat(first.code()).as(first.said()).isZero();
  }

  @AfterAll
  static void stop() {
    rig.close();
    orchestrator.close();
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void shouldEndWithTheOutcome(Recipe recipe) throws Exception {
    // given
    List<String> script = recipe.script(EXAMPLES.resolve("pipelines"));
    assertThat(script).anyMatch(line -> line.contains("turnout rollout start"));

    // when
    String next = other();
    blueGreen(next, 200);
    Ran good = run(script, recipe.variables("1"));
    String live = stable();
    blueGreen(other(), 418);
    Ran bad = run(script, recipe.variables("2"));

    // then
    assertThat(good.code()).as(good.said()).isZero();
    assertThat(live).isEqualTo(next);
    assertThat(bad.code()).as(bad.said()).isEqualTo(1);
    assertThat(stable()).isEqualTo(next);
    assertThat(commands())
        .filteredOn(command -> command.getActor().startsWith(recipe.actor()))
        .hasSize(2)
        .allMatch(command -> command.getCommandId().startsWith(recipe.actor().split("/", 2)[0]));
  }

  @Test
  void shouldHandTheRunnersTraceOn() {
    try (BusClient client = new BusClient(bus)) {
      assertThat(client.readRaw(bus.topics().commands()).get(0).headers())
          .anyMatch(header -> new String(header.value(), UTF_8).equals(TRACE));
    }
  }

  @Test
  void shouldTellTheJudgeOfTheLabels() throws Exception {
    // given
    Optional<Path> python = Program.named("python3", "the Airflow recipe");
    assumeTrue(python.isPresent());
    String labels =
        Recipe.airflow(python.get(), EXAMPLES.resolve("pipelines/airflow_dag.py")).get("labels");
    Files.writeString(folder.resolve("labels.csv"), "version,label,prediction\nv1,0,0\nv2,1,0\n");

    // when
    Ran ran = run(List.of(labels), Map.of());

    // then
    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(read(bus.topics().metrics(), MetricReport.class))
        .anyMatch(report -> report.getNode().equals("airflow") && report.getVersions().size() == 2);
  }

  @Test
  void shouldSteerWithKcatAlone() throws Exception {
    // given
    assumeTrue(Program.named("kcat", "kcat.sh").isPresent());
    assumeTrue(Program.named("jq", "kcat.sh").isPresent());
    canary(other());
    Ran start = run(List.of("turnout rollout start -f rollout.yaml"), Map.of());
    assertThat(start.code()).as(start.said()).isZero();
    String kcat = EXAMPLES.resolve("pipelines/kcat.sh").toString();

    // when
    for (String verb : List.of("pause", "resume", "promote", "abort")) {
      Ran ran = run(List.of(kcat + " " + verb + " fraud 'Straße gesperrt'"), Map.of());
      assertThat(ran.code()).as(ran.said()).isZero();
    }
    Ran wrong = run(List.of(kcat + " stop fraud 'no such verb'"), Map.of());

    // then
    assertThat(wrong.code()).isEqualTo(2);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> ended().filter("kcat-canary ABORTED"::equals).isPresent());
    assertThat(journal()).contains("RolloutPaused", "RolloutResumed");
    assertThat(commands())
        .filteredOn(command -> command.getCommandId().startsWith("kcat-"))
        .hasSize(4)
        .allMatch(command -> "Straße gesperrt".equals(command.getReason()));
  }

  @Test
  void shouldRolloutFromPlainPython() throws Exception {
    // given
    Optional<Path> python = Program.python();
    assumeTrue(python.isPresent());
    String script =
        python.get() + " " + EXAMPLES.resolve("python/rollout.py") + " --timeout 180 fraud ";

    // when
    String next = other();
    Ran good = run(List.of(script + next), Map.of());
    Ran refused = run(List.of(script + next), Map.of());
    Ran bad = run(List.of(script + other() + " --expect 418"), Map.of());

    // then
    assertThat(good.code()).as(good.said()).isZero();
    assertThat(good.said()).contains("RolloutStarted", "WeightSet", "RolloutEnded");
    assertThat(refused.code()).as(refused.said()).isEqualTo(1);
    assertThat(refused.said()).contains("CommandRefused");
    assertThat(bad.code()).as(bad.said()).isEqualTo(1);
    assertThat(bad.said()).contains("RolloutTurnedBack", "418");
    assertThat(stable()).isEqualTo(next);
  }

  @Test
  void shouldShowMetricsThatPrometheusTakes() throws Exception {
    // given
    String agentPage =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + agent.adminPort() + "/metrics"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();

    // when
    String pages = orchestrator.scrape() + agentPage;

    // then
    for (String file : List.of("alerts.yaml", "dashboard.json")) {
      assertThat(MonitoringTest.metricsIn(file))
          .filteredOn(name -> !name.matches("turnout_(mlflow|bridge|notify)_.*"))
          .allSatisfy(name -> assertThat(pages).containsPattern("(?m)^" + name + "[{ ]"));
    }
    Optional<Path> promtool = Program.named("promtool", "the check of the metrics' names");
    assumeTrue(promtool.isPresent());
    for (String page : List.of(orchestrator.scrape(), agentPage)) {
      Path file = Files.writeString(folder.resolve("page.txt"), page);
      Ran ran = run(List.of("promtool check metrics < " + file), Map.of());
      assertThat(ran.said()).isEmpty();
      assertThat(ran.code()).isZero();
    }
  }

  private record Ran(int code, String said) {}

  /** As the runners do it: bash, which ends at the first line that fails. */
  private static Ran run(List<String> lines, Map<String, String> variables)
      throws IOException, InterruptedException {
    Path script = Files.write(folder.resolve("script.sh"), lines, UTF_8);
    Path log = Files.createTempFile(folder, "script", ".log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    builder.environment().put("TRACEPARENT", TRACE);
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("TURNOUT_BOOTSTRAP_SERVERS", bus.bootstrapServers());
    builder.environment().put("TURNOUT_REGISTRY", bus.registryUrl());
    builder.environment().put("TURNOUT_TOPIC_PREFIX", bus.topics().prefix());
    Process process = builder.start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(log, UTF_8)).isTrue();
    return new Ran(process.waitFor(), Files.readString(log, UTF_8));
  }

  /** The program on the path. */
  private static void program() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path turnout = bin.resolve("turnout");
    Files.writeString(
        turnout,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s:%s/*' dev.turnout.cli.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                TARGET.resolve("turnout.jar"),
                TARGET.resolve("lib")));
    assertThat(turnout.toFile().setExecutable(true)).isTrue();
  }

  private static void blueGreen(String version, int status) throws IOException {
    rollout(
        "fraud-" + version,
        version,
        "{blueGreen: {smokeTest: {path: /ping, expect: {status: %d}}}}".formatted(status));
  }

  private static void canary(String version) throws IOException {
    rollout(
        "kcat-canary",
        version,
        "{canary: {stages: [{weight: 0.1, for: 1h}, {weight: 0.5, for: 1h}]}}");
  }

  private static void rollout(String name, String version, String strategy) throws IOException {
    Files.writeString(
        folder.resolve("rollout.yaml"),
        """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: %s}
        spec:
          model: fraud
          candidate: {version: %s}
          strategy: %s
        """
            .formatted(name, version, strategy));
  }

  /** The version that all users get. */
  private static String stable() {
    return rig.ask(agent, "jane");
  }

  private static String other() {
    return stable().equals("v1") ? "v2" : "v1";
  }

  /** How the last rollout ended. */
  private static Optional<String> ended() {
    return read(bus.topics().journal(), JournalEntry.class).stream()
        .filter(entry -> entry.getEvent() instanceof RolloutEnded)
        .map(entry -> (RolloutEnded) entry.getEvent())
        .map(end -> end.getRolloutId() + " " + end.getOutcome())
        .reduce((first, second) -> second);
  }

  private static List<RolloutCommand> commands() {
    return read(bus.topics().commands(), RolloutCommand.class);
  }

  private static List<String> journal() {
    return read(bus.topics().journal(), JournalEntry.class).stream()
        .map(entry -> ((SpecificRecord) entry.getEvent()).getSchema().getName())
        .toList();
  }

  private static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    try (BusClient client = new BusClient(bus)) {
      return client.read(topic, type);
    }
  }
}
