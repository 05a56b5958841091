package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.agent.Agent;
import dev.turnout.client.Ending;
import dev.turnout.client.Reports;
import dev.turnout.client.Rollout;
import dev.turnout.client.StartOptions;
import dev.turnout.client.TurnoutClient;
import dev.turnout.events.MetricReport;
import dev.turnout.events.Outcome;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.VersionMetrics;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.spec.RolloutFile;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The library of pipelines, a real orchestrator and a real agent. */
@ExtendWith(KafkaBroker.class)
class ClientIT {
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path CLIENT = Path.of("../client/target").toAbsolutePath().normalize();

  @TempDir Path folder;

  private TestBus bus;
  private Orchestrator orchestrator;
  private AgentRig rig;
  private Agent agent;
  private TurnoutClient turnout;

  @BeforeEach
  void start(TestBus given) throws InterruptedException {
    Topics topics = new Topics(given.topics().prefix() + "-" + TESTS.incrementAndGet());
    bus = new TestBus(given.bootstrapServers(), given.registryUrl(), topics);
    orchestrator =
        Orchestrator.start(
            OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
                .withTopics(topics)
                .withCreateTopics(TopicSettings.singleBroker().withPartitions(2)));
    assertThat(orchestrator.awaitReady(LIMIT)).isTrue();
    rig = new AgentRig(bus.config(), topics, folder);
    agent = rig.start("node-1");
    assertThat(agent.awaitConnected(LIMIT)).isTrue();
    turnout =
        TurnoutClient.connect(
                Map.of(
                    "bootstrap.servers", bus.bootstrapServers(),
                    "schema.registry.url", bus.registryUrl(),
                    "topic.prefix", topics.prefix()))
            .as("pipeline/it")
            .answeredWithin(LIMIT);
  }

  @AfterEach
  void stop() {
    rig.close();
    orchestrator.close();
  }

  @Test
  void shouldStartAndAwait() {
    // given
    List<String> told = new ArrayList<>();

    // when
    Ending first = ending(blueGreen("v1", 200));
    Ending second;
    String name;
    try (Rollout rollout =
        turnout.start(blueGreen("v2", 200), StartOptions.DEFAULT.because("nightly"))) {
      name = rollout.id();
      second = rollout.await(LIMIT, progress -> told.add(progress.text())).orElseThrow();
    }

    // then
    assertThat(first.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(second.isGood()).as("%s", second).isTrue();
    assertThat(name).isEqualTo("fraud-v2");
    assertThat(told).anyMatch(text -> text.contains("candidate weight 1"));
    assertThat(told.get(told.size() - 1)).startsWith("fraud-v2 Promoted");
    assertThat(rig.ask(agent, "jane")).isEqualTo("v2");
    assertThat(commands()).allMatch(command -> command.getActor().equals("pipeline/it"));
    assertThat(commands()).anyMatch(command -> "nightly".equals(command.getReason()));
  }

  @Test
  void shouldSayWhyABadOneWasRolledBack() {
    // given
    ending(blueGreen("v1", 200));

    // when
    Ending bad = ending(blueGreen("v2", 418));

    // then
    assertThat(bad.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(bad.exit()).isEqualTo(Exit.REFUSED);
    assertThat(bad.reason()).contains("418");
    assertThat(rig.ask(agent, "jane")).isEqualTo("v1");
  }

  @Test
  void shouldSteer() {
    // given
    ending(blueGreen("v1", 200));
    StartOptions repeatable = StartOptions.DEFAULT.withCommandId("ci-1");

    try (Rollout started = turnout.start(canary(), repeatable);
        Rollout again = turnout.start(canary(), repeatable);
        Rollout found = turnout.rollout("fraud-v2")) {
      // when
      assertThat(started.await(Duration.ofMillis(300))).isEmpty();
      found.pause("lunch");
      found.resume();
      assertThatThrownBy(() -> found.rollback("too early"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("The orchestrator refused: ")
          .satisfies(e -> assertThat(((Failure) e).exit()).isEqualTo(Exit.REFUSED));
      found.abort("enough");

      // then
      assertThat(again.id()).isEqualTo(started.id());
      assertThat(started.steps()).contains("setWeight 0.5");
      assertThat(found.await(LIMIT).orElseThrow().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(started.await(LIMIT).orElseThrow().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(started.await(LIMIT)).isPresent();
    }
    try (Rollout ended = turnout.rollout("fraud")) {
      assertThat(ended.await(Duration.ZERO).orElseThrow().outcome()).isEqualTo(Outcome.ABORTED);
    }
  }

  @Test
  void shouldReportLabels() {
    // when
    try (Reports reports = turnout.reports("label-join", "run-1")) {
      reports.of("fraud", "v1").labels("accuracy", 931, 1000);
      reports.publish();
      reports.of("fraud", "v1").label("accuracy", false).event("fallbacks", 2, 10);
      reports.publish();
    }

    // then
    List<MetricReport> reports =
        read(bus.topics().metrics(), MetricReport.class).stream()
            .filter(report -> report.getNode().equals("label-join"))
            .toList();
    assertThat(reports).hasSize(2).allMatch(report -> report.getBootId().equals("run-1"));
    assertThat(reports).extracting(MetricReport::getSequence).containsExactly(1L, 2L);
    VersionMetrics last = reports.get(1).getVersions().get(0);
    assertThat(last.getScores())
        .anyMatch(
            score ->
                score.getOutcome().equals("accuracy")
                    && score.getTotal() == 1001
                    && score.getBad() == 70)
        .anyMatch(score -> score.getOutcome().equals("fallbacks") && score.getBad() == 2);
  }

  /** What the guide shows, with nothing on the class path but what a pipeline gets. */
  @Test
  void shouldRunTheExamplesOnTheirOwn() throws Exception {
    // given
    Path good = Files.writeString(folder.resolve("good.yaml"), yaml("v1", 200));
    Path bad = Files.writeString(folder.resolve("bad.yaml"), yaml("v2", 418));

    // when
    Run promoted = run("StartAndAwait", good.toString(), "ci-1");
    Run rolledBack = run("StartAndAwait", bad.toString(), "ci-2");
    Run unknown = run("StartAndAwait", folder.resolve("none.yaml").toString(), "ci-3");
    Run reported = run("ReportLabels");
    Run steered = run("Steer", "nobody", "true");

    // then
    assertThat(promoted.code()).as(promoted.said()).isZero();
    assertThat(promoted.said()).contains("candidate weight 1", "fraud-v1 Promoted: ");
    assertThat(rolledBack.code()).as(rolledBack.said()).isEqualTo(Exit.REFUSED.code());
    assertThat(rolledBack.said()).contains("fraud-v2 RolledBack: ", "418");
    assertThat(unknown.code()).as(unknown.said()).isEqualTo(Exit.INVALID_INPUT.code());
    assertThat(unknown.said()).contains("Expected a rollout file, but there is no ");
    assertThat(reported.code()).as(reported.said()).isZero();
    assertThat(read(bus.topics().metrics(), MetricReport.class))
        .anyMatch(report -> report.getBootId().equals("run-2026-11-21"));
    assertThat(steered.code()).as(steered.said()).isEqualTo(Exit.INVALID_INPUT.code());
    assertThat(steered.said()).contains("'nobody'", "fraud-v2");
  }

  private record Run(int code, String said) {}

  private Run run(String example, String... arguments) throws IOException, InterruptedException {
    String classpath =
        String.join(
            ":",
            CLIENT.resolve("classes").toString(),
            CLIENT.resolve("test-classes").toString(),
            Files.readString(CLIENT.resolve("runtime.classpath")).strip());
    assertThat(classpath).doesNotContain("picocli", "vertx", "logback", "micrometer", "kafka_2");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", classpath, "dev.turnout.client.examples." + example));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, example, ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("TURNOUT_BOOTSTRAP_SERVERS", bus.bootstrapServers());
    builder.environment().put("TURNOUT_REGISTRY", bus.registryUrl());
    builder.environment().put("TURNOUT_TOPIC_PREFIX", bus.topics().prefix());
    Process process = builder.start();
    boolean ended = process.waitFor(240, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(log, UTF_8)).isTrue();
    return new Run(process.exitValue(), Files.readString(log, UTF_8));
  }

  private Ending ending(RolloutFile file) {
    try (Rollout rollout = turnout.start(file)) {
      return rollout.await(LIMIT).orElseThrow();
    }
  }

  private static RolloutFile blueGreen(String version, int status) {
    return RolloutFile.parse(yaml(version, status), "rollout.yaml");
  }

  private static String yaml(String version, int status) {
    return """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: fraud-%s}
        spec:
          model: fraud
          candidate: {version: %s}
          strategy: {blueGreen: {smokeTest: {path: /ping, expect: {status: %d}}, bake: 100ms}}
        """
        .formatted(version, version, status);
  }

  private static RolloutFile canary() {
    return RolloutFile.parse(
        """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: fraud-v2}
        spec:
          model: fraud
          candidate: {version: v2}
          strategy: {canary: {stages: [{weight: 0.5, for: 1h}]}}
        """,
        "rollout.yaml");
  }

  private List<RolloutCommand> commands() {
    return read(bus.topics().commands(), RolloutCommand.class);
  }

  private <T extends org.apache.avro.specific.SpecificRecord> List<T> read(
      String topic, Class<T> type) {
    try (BusClient client = new BusClient(bus)) {
      return client.read(topic, type);
    }
  }
}
