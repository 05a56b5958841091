package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.turnout.agents.agent.Agent;
import dev.turnout.bridge.Bridge;
import dev.turnout.cli.Cli;
import dev.turnout.notify.Notifier;
import dev.turnout.orchestrator.stream.OrchestratorException;
import dev.turnout.service.OrchestratorService;
import dev.turnout.testing.ApiClient;
import dev.turnout.testing.Certificate;
import dev.turnout.testing.SecuredKafka;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A broker with TLS, logins and rights, where nobody may do more than 'topics acls' prints. */
class SecuredClusterIT {
  private static final List<String> USERS =
      List.of(
          "ops", "pipeline", "auditor", "operator", "orchestrator", "agent", "bridge", "notifier");
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @TempDir static Path folder;

  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
  private static SecuredKafka cluster;
  private static SecuredRig rig;

  @BeforeAll
  static void start() {
    LOG.start();
    ROOT.addAppender(LOG);
    cluster = new SecuredKafka(folder);
    rig = new SecuredRig(cluster);
    rig.user("ops", cluster.scramUser("ops"), "admin");
    rig.well(
        "ops", "topics create --with bridge,notifications --partitions 2 --replication-factor 1");
    cluster.administer(
        admin ->
            admin.createTopics(List.of(new NewTopic(SecuredRig.SOURCE, 1, (short) 1))).all().get());
  }

  @AfterAll
  static void stop() throws Exception {
    rig.close();
    cluster.close();
    ROOT.detachAppender(LOG);
  }

  @AfterEach
  void shouldHaveToldNoSecret() {
    Stream<String> logged =
        List.copyOf(LOG.list).stream()
            .map(
                event ->
                    event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    assertThat(Stream.concat(logged, rig.told().stream()))
        .isNotEmpty()
        .noneMatch(line -> line.contains(SecuredKafka.MARK))
        // How the header of every token begins.
        .noneMatch(line -> line.contains("eyJ"));
  }

  @Test
  void shouldWorkWithThePrintedRightsAndNeedEachOfThem() {
    // given
    rig.well("ops", "topics describe --with bridge,notifications");
    Map<String, String> pipeline = rig.user("pipeline", cluster.scramUser("pipeline"), "pipeline");
    rig.user("auditor", cluster.tokenUser("auditor"), "auditor");
    rig.user("operator", cluster.tokenUser("operator"), "operator");
    OrchestratorService orchestrator =
        rig.orchestrator(
            rig.user("orchestrator", cluster.scramUser("orchestrator"), "orchestrator", "api"));
    Agent agent = rig.agent(rig.user("agent", cluster.tokenUser("agent"), "agent"));
    Map<String, String> bridge = rig.user("bridge", cluster.scramUser("bridge"), "bridge");
    Bridge former = rig.bridge(bridge);
    Notifier notifier =
        rig.notifier(rig.user("notifier", cluster.tokenUser("notifier"), "notifier"));

    // when: one rollout goes well, and the way back fails
    Cli.Result good = roll("v1", "v2");
    rig.fail("v1");
    Cli.Result bad = roll("v2", "v1");

    // then
    assertThat(good.code()).as(good.toString()).isZero();
    assertThat(bad.code()).as(bad.toString()).isEqualTo(1);
    assertThat(rig.run("pipeline", "get rollout fraud-v1 --watch").out()).contains("RolledBack");
    assertThat(rig.well("pipeline", "get rollouts")).contains("fraud-v1");
    SecuredRig.until(() -> "2".equals(rig.mlflow().aliases("fraud").get("champion")));

    // when: what seldom happens
    former.close();
    Bridge latter = rig.bridge(bridge);
    for (String topic : List.of("commands", "metrics", "agents", "routes")) {
      rig.garbage("turnout." + topic);
    }
    rig.garbage(SecuredRig.SOURCE);
    rig.well("pipeline", "report --model fraud --version v2 --correct 90 --total 100");
    use(
        ApiClient.at(orchestrator.apiPort().orElseThrow(), cluster.certificate().trusted())
            .as(rig.apiToken()));

    // then: of four topics, the source and the webhook, which knows two ends
    SecuredRig.until(() -> letters() >= 7);
    rig.well("auditor", "topics cat routes --last 1");
    assertThat(SecuredClient.first(pipeline, "turnout.notifications")).contains("specversion");
    rig.well("operator", "dlq replay --all --yes");
    assertThat(rig.well("auditor", "audit verify")).contains("fraud");
    assertThat(orchestrator.orchestrator().unready()).isEmpty();
    assertThat(orchestrator.orchestrator().warnings()).isEmpty();
    assertThat(agent.warnings()).isEmpty();
    assertThat(latter.unready()).isEmpty();
    assertThat(notifier.unready()).isEmpty();
    // An orchestrator asks how short a session the brokers allow, and goes on without an answer.
    assertThat(rig.refused(USERS))
        .isSubsetOf("orchestrator: DESCRIBE_CONFIGS CLUSTER kafka-cluster");
    assertThat(rig.unused(USERS)).isEmpty();
  }

  @Test
  void shouldLetNobodyDoWhatIsOthersToDo() {
    // given
    Map<String, String> agent = rig.user("node", cluster.tokenUser("node"), "agent");
    Map<String, String> pipeline = rig.user("ci", cluster.scramUser("ci"), "pipeline");
    Map<String, String> auditor = rig.user("judge", cluster.scramUser("judge"), "auditor");

    // when // then
    assertThat(SecuredClient.refusal(agent, "turnout.commands")).isEqualTo("turnout.commands");
    assertThat(SecuredClient.refusal(agent, "turnout.routes")).isEqualTo("turnout.routes");
    assertThat(SecuredClient.refusal(pipeline, "turnout.routes")).isEqualTo("turnout.routes");
    assertThat(SecuredClient.refusal(pipeline, "turnout.journal")).isEqualTo("turnout.journal");
    // Who may write to no topic is not even counted as a producer.
    assertThat(SecuredClient.refusal(auditor, "turnout.commands")).isEqualTo("the cluster");
    assertThat(SecuredClient.refusal(agent, "turnout.agents")).isEqualTo("none");
    failsWith(
        rig.run("node", "rollout abort --model fraud --no-answer"),
        "no right to the topic 'turnout.");
    failsWith(
        rig.run("ci", "audit verify"), "no right to the topic '", "'turnout topics acls' prints");
  }

  /** What pipelines get, without the libraries of brokers, and with secrets in the environment. */
  @Test
  void shouldLogInAsTheProgramIsShipped() throws Exception {
    // given
    Map<String, String> settings = rig.user("runner", cluster.tokenUser("runner"), "pipeline");
    Path file =
        cluster.file(
            "runner",
            with(
                settings,
                "sasl.oauthbearer.client.credentials.client.secret",
                "${env:CLIENT_SECRET}"));
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(one -> !one.contains("jose4j"))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                "dev.turnout.cli.Main",
                "get",
                "rollouts")
            .redirectErrorStream(true);
    program.environment().put("TURNOUT_COMMAND_CONFIG", file.toString());
    program.environment().put("CLIENT_SECRET", "runner-" + SecuredKafka.MARK);

    // when
    Process process = program.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // then
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain(SecuredKafka.MARK, "Exception");
  }

  @Test
  void shouldNameTheRightThatIsMissing() {
    // given
    rig.user("robot", cluster.scramUser("robot"), "pipeline");
    Map<String, String> nothing = rig.user("stranger", cluster.scramUser("stranger"));

    // when
    cluster.removeAcl(rig.right("robot", "READ", "turnout.rollouts"));
    cluster.removeAcl(rig.right("robot", "WRITE", "turnout.metrics"));
    cluster.removeAcl(rig.right("robot", "WRITE", "turnout.commands"));

    // then
    failsWith(rig.run("robot", "get rollouts"), "no right to the topic 'turnout.rollouts' (");
    failsWith(
        rig.run("robot", "report --model fraud --version v2 --correct 9 --total 10"),
        "no right to the topic 'turnout.metrics' (");
    failsWith(
        rig.run("robot", "rollout abort --model fraud --no-answer"),
        "no right to the topic 'turnout.commands' (");
    assertThatThrownBy(() -> rig.orchestrator(nothing))
        .isInstanceOf(OrchestratorException.class)
        .hasMessageContaining("no right to the topic 'turnout.")
        .hasMessageContaining("'turnout topics acls --role orchestrator' prints");
  }

  @Test
  void shouldSayWhatIsWrongWithALogin() {
    // given
    Map<String, String> password = rig.user("jane", cluster.scramUser("jane"), "pipeline");
    Map<String, String> token = rig.user("robin", cluster.tokenUser("robin"), "pipeline");
    Certificate stranger = Certificate.make(folder, "stranger");
    Path wrong = cluster.write("wrong", "turnout:wrong-" + SecuredKafka.MARK);
    Date past = Date.from(Instant.now().minusSeconds(3600));
    Path expired =
        cluster.write(
            "expired.jwt",
            cluster.token(
                cluster.issuer().claims().audience("kafka").expirationTime(past).build()));

    // when // then
    failsWith(
        rig.runWith(
            with(
                password,
                "sasl.jaas.config",
                password.get("sasl.jaas.config").replace("\"jane\"", "\"joe\"")),
            "get rollouts"),
        "wrong login: ",
        "(see 'sasl.mechanism' and 'sasl.jaas.config')");
    failsWith(
        rig.runWith(
            with(password, "ssl.truststore.certificates", "${file:" + stranger.file() + "}"),
            "get rollouts"),
        "no TLS: ",
        "'ssl.truststore.*'");
    failsWith(
        rig.runWith(
            with(
                token,
                "sasl.oauthbearer.client.credentials.client.secret",
                "wrong-" + SecuredKafka.MARK),
            "get rollouts"),
        "no token to log in with: ",
        "'sasl.oauthbearer.*'");
    failsWith(
        rig.runWith(
            with(token, "sasl.oauthbearer.token.endpoint.url", expired.toUri().toString()),
            "get rollouts"),
        "token");
    failsWith(
        rig.runWith(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "schema.registry.url",
                cluster.registryUrl(),
                "default.api.timeout.ms",
                "2000",
                "request.timeout.ms",
                "1000"),
            "get rollouts"),
        "'security.protocol'");
    failsWith(
        rig.runWith(
            with(password, "basic.auth.user.info", "${file:" + wrong + "}"),
            "report --model fraud --version v2 --correct 9 --total 10"),
        "The schema registry answered 401",
        "(see 'basic.auth.user.info')");
    failsWith(
        rig.runWith(
            with(
                with(password, "schema.registry.ssl.truststore.type", "PEM"),
                "schema.registry.ssl.truststore.certificates",
                "${file:" + stranger.file() + "}"),
            "report --model fraud --version v2 --correct 9 --total 10"),
        "is its certificate signed by an authority in 'schema.registry.ssl.truststore.*'");
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(key, value);
    return changed;
  }

  /** In one sentence that says what to do. */
  private static void failsWith(Cli.Result result, String... words) {
    assertThat(result.code()).as(result.toString()).isEqualTo(5);
    assertThat(result.err()).startsWith("error: ").contains(words).doesNotContain("\tat ");
    assertThat(result.err().strip().lines()).hasSize(1);
  }

  private static void use(ApiClient api) {
    assertThat(api.get("/api/v1/models").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/rollouts/fraud-v1/explain?series=true").status()).isEqualTo(200);
    assertThat(
            api.post(
                    "/api/v1/models/fraud/reports",
                    "{\"rows\": [{\"version\": \"v2\", \"correct\": 1, \"total\": 1}]}")
                .status())
        .isEqualTo(200);
    assertThat(api.post("/api/v1/models/fraud/block", "{\"reason\": \"holidays\"}").status())
        .isEqualTo(200);
    ApiClient.Answer letters = api.get("/api/v1/dead-letters");
    assertThat(letters.status()).as(letters.toString()).isEqualTo(200);
    assertThat(letters.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
  }

  /** Runs the pipeline while users ask. */
  private static Cli.Result roll(String stable, String candidate) {
    Path file =
        cluster.write(
            "rollout.yaml",
            """
            apiVersion: turnout.dev/v1alpha1
            kind: Rollout
            metadata: {name: fraud-CANDIDATE}
            spec:
              model: fraud
              stable: {version: STABLE}
              candidate: {version: CANDIDATE}
              strategy: {canary: {stages: [{weight: 0.5, for: 1s}], bake: 1s}}
              analysis:
                warmUp: 0s
                warmUpRequests: 0
                minimumSample: 100
                beta: 0.2
                metrics: [{name: errors, errorRate: {margin: 0.4}}]
            """
                .replace("STABLE", stable)
                .replace("CANDIDATE", candidate));
    CompletableFuture<Cli.Result> pipeline =
        CompletableFuture.supplyAsync(
            () -> rig.run("pipeline", "rollout start --wait --timeout 80s -f " + file));
    SecuredRig.until(
        () -> {
          rig.serve();
          return pipeline.isDone();
        });
    return pipeline.join();
  }

  private static long letters() {
    return rig.well("auditor", "dlq list").lines().filter(line -> line.contains("@")).count();
  }
}
