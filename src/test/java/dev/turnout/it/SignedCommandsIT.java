package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.bus.BusRecording;
import dev.turnout.bus.Connection;
import dev.turnout.cli.Cli;
import dev.turnout.client.Rollout;
import dev.turnout.client.TurnoutClient;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.PromoteRollout;
import dev.turnout.orchestrator.audit.Checkpoint;
import dev.turnout.orchestrator.audit.Verification;
import dev.turnout.orchestrator.audit.VerificationReport;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.output.Failure;
import dev.turnout.schemas.CommandSignature;
import dev.turnout.service.OrchestratorService;
import dev.turnout.service.ServiceConfig;
import dev.turnout.signing.KeyRingFile;
import dev.turnout.testing.ApiClient;
import dev.turnout.testing.Commands;
import dev.turnout.testing.TamperedRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may write to the topic of commands is not yet an operator. */
class SignedCommandsIT extends OnTheBus {
  private static final String APPROVAL =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: %1$s-v1}
      spec:
        model: %1$s
        candidate: {version: v1}
        strategy: {steps: [{approval: {count: 1}}, {setWeight: 1.0}]}
      """;
  private static final String LIMIT =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Policy
      spec:
        limits: [{name: all, max: 1}]
      """;

  @TempDir Path folder;

  @Test
  void shouldCarryOutOnlyWhatATrustedKeyMayOrder() throws IOException {
    // given
    keys("required: true");
    try (OrchestratorService service = start()) {
      ready(service.orchestrator());
      ci(0, "rollout start -f " + file("fraud.yaml", APPROVAL.formatted("fraud")));
      awaitShown("fraud", "Approving");

      // when // then
      shouldTurnAwayAForger();
      shouldTurnAwayKeysThatReachTooFar();
      shouldTakeARepetitionOnce();
      shouldSignWhatTheApiHasChecked(service);
      shouldSignInTheClientLibrary();
      shouldSignLettersBetweenOrchestrators();
    }
    shouldDeriveItAgain();
  }

  private void shouldTurnAwayAForger() {
    // A writer to the topic, with the id that the right command will have.
    var forged = Commands.command("fraud", "fraud-v1", new PromoteRollout(false));
    forged.setCommandId("the-approval");
    client.send(bus.topics().commands(), "fraud", forged);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(turnedAway("fraud")).hasSize(1));
    assertThat(turnedAway("fraud").get(0).getReason()).startsWith("Expected a signed command");
    assertThat(run(1, "rollout promote --model fraud --actor pipeline/ci").err())
        .contains("refused: Expected a signed command, but got one without a signature");
    awaitShown("fraud", "Approving");
    // The right one with that id is not taken for a repetition.
    ci(0, "rollout approve fraud --command-id the-approval");
    awaitShown("fraud", "Shifting");
  }

  private void shouldTurnAwayKeysThatReachTooFar() {
    assertThat(signed("spam", 1, "rollout abort --model fraud --actor pipeline/x").err())
        .contains("Expected 'spam' to command the models [spam], but got 'fraud'");
    assertThat(signed("ci", 1, "rollout abort --model fraud --actor jane").err())
        .contains("Expected 'ci' to sign in the name of [pipeline/*], but got 'jane'");
    assertThat(ci(1, "rollout promote --model fraud --full").err()).contains("the role admin");
    assertThat(signed("stranger", 1, "rollout abort --model fraud").err())
        .contains("Expected a signature of a trusted key");
    awaitShown("fraud", "Shifting");
  }

  private void shouldTakeARepetitionOnce() {
    ci(0, "block fraud -m incident");
    ConsumerRecord<byte[], byte[]> block = lastCommand("fraud");
    ci(0, "unblock fraud");

    client.sendAgain(block);
    ci(0, "block fraud -m again");
    ci(0, "unblock fraud");

    assertThat(
            journal("fraud").stream()
                .map(entry -> entry.getEvent())
                .filter(CommandAccepted.class::isInstance)
                .map(event -> ((CommandAccepted) event).getCommand())
                .filter(word -> word.contains("lock")))
        .containsExactly("BlockModel", "UnblockModel", "BlockModel", "UnblockModel");
  }

  private void shouldSignWhatTheApiHasChecked(OrchestratorService service) {
    ApiClient api = ApiClient.at(service.apiPort().orElseThrow());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/api/v1/models/fraud").status() == 200);
    var answer = api.post("/api/v1/rollouts/fraud/pause", "{}", "Turnout-Actor", "jane");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(lastAccepted("fraud").getCommand()).isEqualTo("PauseRollout");
    assertThat(lastAccepted("fraud").getSignedBy()).isEqualTo("orchestrator");
  }

  private void shouldSignInTheClientLibrary() {
    Map<String, Object> properties = new HashMap<>(bus.config());
    properties.put("topic.prefix", bus.topics().prefix());
    TurnoutClient unsigned = TurnoutClient.connect(properties).as("pipeline/fraud-ci");
    try (Rollout rollout = unsigned.rollout("fraud")) {
      assertThatThrownBy(() -> rollout.resume())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Expected a signed command");
    }
    try (Rollout rollout = unsigned.signWith(folder.resolve("ci.pem")).rollout("fraud")) {
      rollout.resume();
    }
    assertThat(lastAccepted("fraud").getCommand()).isEqualTo("ResumeRollout");
    assertThat(lastAccepted("fraud").getSignedBy()).isEqualTo("ci");
  }

  private void shouldSignLettersBetweenOrchestrators() throws IOException {
    String apply = "policy apply -f " + file("limit.yaml", LIMIT) + " --actor ops/jane";
    assertThat(signed("ci", 1, apply).err()).contains("refused");
    signed("ops", 0, apply);
    signed(
        "ops",
        0,
        "rollout start --actor ops/jane -f " + file("ads.yaml", APPROVAL.formatted("ads")));
    awaitShown("ads", "Queued");
    signed("ops", 0, "rollout abort --model fraud --actor ops/jane");
    awaitShown("ads", "Approving");
  }

  private void shouldDeriveItAgain() throws IOException {
    assertThat(run(0, "audit verify").out())
        .contains("byte for byte", "signatures not checked: the journal is believed");
    assertThat(run(0, "audit verify --trusted-keys " + folder.resolve("keys.yaml")).out())
        .contains("byte for byte")
        .containsPattern("signatures of \\d+ commands checked with the trusted keys");

    assertThat(verify(Set.of()).isClean()).isTrue();
    VerificationReport forged = verify(Set.of("fraud"));
    assertThat(forged.isClean()).isFalse();
    assertThat(forged.differences().get(0).what())
        .contains("the journal says that its command was signed by 'ci'")
        .contains("by the trusted keys it was not signed by a trusted key and turned away");
  }

  /** The signatures of some models' commands have another byte than they had. */
  private VerificationReport verify(Set<String> tampered) {
    try (BusRecording recording = BusRecording.open(new Connection(bus.config(), bus.topics()))) {
      var changed =
          new TamperedRecording(
              recording,
              record -> {
                Header header = record.headers().lastHeader(CommandSignature.SIGNATURE);
                if (header != null && tampered.contains(new String(record.key(), UTF_8))) {
                  byte[] other = header.value().clone();
                  other[5] ^= 1;
                  record.headers().remove(header.key()).add(header.key(), other);
                }
              });
      return new Verification(
              changed,
              Checkpoint.start(bus.topics().prefix(), 2),
              Set.of(),
              Verification.Watcher.NOBODY,
              Optional.of(KeyRingFile.read(folder.resolve("keys.yaml"))))
          .run(1);
    }
  }

  private OrchestratorService start() {
    String yaml =
        """
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        topicPrefix: %s
        instanceId: signed
        admin: 127.0.0.1:0
        api: {listen: "127.0.0.1:0"}
        signing: {trusted: %s, key: %s}
        """
            .formatted(
                bus.bootstrapServers(),
                bus.registryUrl(),
                bus.topics().prefix(),
                folder.resolve("keys.yaml"),
                folder.resolve("orchestrator.pem"));
    return OrchestratorService.start(ServiceConfig.parse(yaml, "orchestrator.yaml"));
  }

  private void keys(String head) throws IOException {
    String lines =
        head
            + "\nkeys:\n"
            + key("orchestrator", "actors: [\"*\"], role: admin")
            + key("ops", "actors: [\"ops/*\"], role: admin")
            + key("ci", "actors: [\"pipeline/*\"], role: operator, models: [fraud]")
            + key("spam", "actors: [\"pipeline/*\"], role: operator, models: [spam]");
    key("stranger", "");
    file("keys.yaml", lines);
  }

  private String key(String name, String grant) {
    Path file = folder.resolve(name + ".pem");
    assertThat(Cli.run("key", "generate", file.toString()).code()).isZero();
    return "- {name: %s, publicKey: %s, %s}\n"
        .formatted(name, VerifyingKey.read(Path.of(file + ".pub")).line(), grant);
  }

  private List<CommandRefused> turnedAway(String model) {
    return journal(model).stream()
        .map(entry -> entry.getEvent())
        .filter(CommandRefused.class::isInstance)
        .map(CommandRefused.class::cast)
        .filter(CommandRefused::getTurnedAway)
        .toList();
  }

  private CommandAccepted lastAccepted(String model) {
    return journal(model).stream()
        .map(entry -> entry.getEvent())
        .filter(CommandAccepted.class::isInstance)
        .map(CommandAccepted.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private ConsumerRecord<byte[], byte[]> lastCommand(String model) {
    return client.readRaw(bus.topics().commands()).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(model))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void awaitShown(String model, String... parts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(run(0, "get rollout " + model).out()).contains(parts));
  }

  private Cli.Result ci(int code, String command) {
    return signed("ci", code, command + " --actor pipeline/fraud-ci");
  }

  private Cli.Result signed(String key, int code, String command) {
    return run(code, command + " --sign-key " + folder.resolve(key + ".pem"));
  }

  private Cli.Result run(int code, String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    args.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    Cli.Result result = Cli.run(args.toArray(new String[0]));
    assertThat(result.code()).as("%s: %s", command, result).isEqualTo(code);
    return result;
  }
}
