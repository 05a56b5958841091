package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.cli.Cli;
import dev.turnout.orchestrator.stream.Orchestrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks, approvals, freezes and limits on a real bus, and an audit of all of it. */
class GatesIT extends OnTheBus {
  private static final String APPROVAL =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: %1$s-v1}
      spec:
        model: %1$s
        candidate: {version: v1}
        strategy: {steps: [{approval: {approvers: ["*@example.com"]}}, {setWeight: 1.0}]}
      """;
  private static final String LIMIT =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Policy
      spec:
        limits: [{name: all, max: 1}]
      """;
  private static final String FREEZE =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Policy
      spec:
        freezes: [{name: forever, from: 2020-01-01, to: 2100-01-01, except: {urgent: "yes"}}]
      """;

  @TempDir Path folder;

  @Test
  void shouldLetRolloutsWaitAndGoOnAndReplayToTheSameJournal() throws IOException {
    try (Orchestrator first = Orchestrator.start(config("one"))) {
      assertThat(first.awaitReady(Duration.ofSeconds(60))).isTrue();
      blockAndUnblock();
      approve();
      run(0, "policy apply -f " + file("limit.yaml", LIMIT));
      start("spam");
      start("ads");
      awaitShown("ads", "Queued", "at most 1 rollout at once");
      awaitShown("ads", "'all': 1 under way of at most 1: fraud-v1; number 2 of 2 who wait");
    }
    try (Orchestrator second = Orchestrator.start(config("two"))) {
      assertThat(second.awaitReady(Duration.ofSeconds(60))).isTrue();
      assertThat(run(0, "policy get").out())
          .contains("at most 1 rollout at once", "under way", "waits, number 1");
      run(0, "rollout abort --model fraud");
      awaitShown("spam", "Approving");
      awaitShown("ads", "Queued");
      run(0, "policy apply -f " + file("freeze.yaml", FREEZE));
      awaitShown("ads", "Queued", "frozen by 'forever' until 2100-01-01T00:00:00Z");
      awaitShown("spam", "Approving", "frozen by 'forever'");
      assertThat(run(0, "policy get -o yaml").out()).contains("except", "forever");
      run(0, "policy delete");
      awaitShown("ads", "Approving");
      run(0, "rollout reject --model ads -m no");
      awaitShown("ads", "Aborted");
    }
    assertThat(run(0, "get rollouts").out()).doesNotContain("turnout.policy");
    assertThat(run(0, "audit verify").out()).contains("byte for byte");
    assertThat(run(0, "audit verify ads").out()).contains("byte for byte");
    assertThat(run(0, "audit log ads").out()).contains("frozen by 'forever'", "queued");
  }

  private void blockAndUnblock() throws IOException {
    assertThat(run(1, "block fraud").err()).contains("Expected a reason");
    run(0, "block fraud -m incident");
    start("fraud");
    awaitShown("fraud", "Queued", ": incident; waiting to begin");
    run(0, "unblock fraud");
    awaitShown("fraud", "Approving");
  }

  private void approve() {
    assertThat(run(1, "rollout approve fraud --actor joe@example.org").err())
        .contains("by one of [*@example.com]");
    run(0, "rollout approve fraud --actor joe@example.com -m fine");
    awaitShown("fraud", "Shifting");
    assertThat(run(0, "audit log fraud").out()).contains("approved by joe@example.com");
  }

  private void start(String model) throws IOException {
    run(0, "rollout start -f " + file(model + ".yaml", APPROVAL.formatted(model)));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void awaitShown(String model, String... parts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(run(0, "get rollout " + model).out()).contains(parts));
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
