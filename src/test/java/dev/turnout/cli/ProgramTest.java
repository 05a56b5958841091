package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.testing.FreePorts;
import dev.turnout.spec.RolloutFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and what is said, command by command, without a bus. */
class ProgramTest {
  private static final Path EXAMPLE = Path.of("../docs/examples/canary.yaml");

  @TempDir Path folder;

  @Test
  void shouldPrintThePlanOfAValidFile() {
    // when
    Cli.Result result = Cli.run("lint", "-f", EXAMPLE.toString());

    // then
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Plan (canary, 10 steps):", "2  setWeight 0.01");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void shouldTellEveryMistakeOfAFileAtOnce() throws IOException {
    // given
    String text =
        Files.readString(EXAMPLE)
            .replace("0.01, for: 10m", "10, for: 10")
            .replace("alpha:", "alpa:");
    Path file = Files.writeString(folder.resolve("rollout.yaml"), text);

    // when
    Cli.Result result = Cli.run("lint", "-f", file.toString());

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("rollout.yaml:19:20: spec.strategy.canary.stages[0].weight: ")
        .contains("but got 10 (write 0.1 for 10 %)")
        .contains("rollout.yaml:19:29: spec.strategy.canary.stages[0].for: ")
        .contains("'alpa' (did you mean 'alpha'?)")
        .contains("3 errors");
  }

  @Test
  void shouldTellMistakesAsADocument() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("rollout.yaml"), "kind: 1");

    // when
    Cli.Result result = Cli.run("lint", "-f", file.toString(), "-o", "json");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("\"valid\" : false", "\"line\" : 1", "\"path\" : \"kind\"");
  }

  @Test
  void shouldTakeWarningsAsErrorsWhenStrict() {
    // given
    String file = "../docs/examples/first-version.yaml";

    // when
    Cli.Result plain = Cli.run("lint", "-f", file);
    Cli.Result strict = Cli.run("lint", "-f", file, "--strict");

    // then
    assertThat(plain.code()).isZero();
    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.out()).contains("warning: No metric");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lint -f nowhere.yaml | Expected the file nowhere.yaml, but there is none",
        "lint | Missing required option: '--file=FILE'",
        "lint -f x -o xml | Expected table, json or yaml, but got 'xml'",
        "lint -f ../docs/examples/canary.yaml --nodes 3 | Expected --traffic beside --nodes (write --traffic 50/s)",
        "forecast -f x | Missing required option: '--traffic=RATE'",
        "forecast -f x --traffic 50 | Expected a traffic such as 50/s, 3000/m or 180000/h, but got '50'",
        "forecast -f x --traffic 0/s | Expected the file x, but there is none",
        "forecast -f ../docs/examples/canary.yaml --traffic 0/s | Expected a traffic above 0, but got 0.0 requests per second (write 50/s)",
        "forecast -f ../docs/examples/canary.yaml --traffic 5/s --error-rate 1 | Expected an error rate in (0, 1), but got 1 (write 0.001 for 0.1 %)",
        "forecast -f ../docs/examples/canary.yaml --traffic 5/s --latency p50=1s | Expected two quantiles such as p50=100ms,p99=327ms, but got 'p50=1s'",
        "forecast -f ../docs/examples/canary.yaml --traffic 5/s --latency p99=1s,p50=2s | (write p50=100ms,p99=327ms)",
        "forecast -f ../docs/examples/canary.yaml --traffic 5/s --baseline p99=0.1 | with an error rate or a score of the file (errors, accuracy), but got 'p99'",
        "forecast -f ../docs/examples/first-version.yaml --traffic 5/s | has no metric (write spec.analysis.metrics)",
        "rolout | Did you mean: turnout rollout",
        "get rollout | Missing required parameter: 'NAME'",
        "rollout promote | Expected 'bootstrap.servers', but nothing names it",
        "get rollouts --topic-prefix a/b -b x:1 --registry http://x | Expected a topic prefix",
        "get rollouts -b nonsense --registry http://x | Expected a bootstrap address host:port",
        "topics create --server http://x | Expected no --server, because 'turnout topics create' goes over the bus only (give --bootstrap-server HOST:PORT, or leave both out",
        "audit log fraud --server=http://x | Expected no --server, because 'turnout audit log' goes over the bus only",
        "version --server http://x | Expected no --server, because 'turnout version' asks no installation of Turnout (leave it out)",
        "get rollouts --server x | --server: Expected the address of an API such as https://turnout.example.com or http://localhost:9641, but got 'x'",
        "get rollouts --server http://u:p@x | --server: Expected the address of an API",
        "get rollouts --server http://x -b y:1 | Expected --server for the HTTP API, or options of the bus such as --bootstrap-server, but got both (remove one)",
        "get rollouts --token-file t | Expected --server beside --token, --token-file and --cacert",
        "get rollouts --server http://x --token-file nowhere | --token-file: Expected the file nowhere, but there is none",
        "get rollouts --server http://x --token-file t --token u | Expected --token-file or --token, but got both",
        "get rollouts --server http://x --cacert t | --cacert: Expected it with an address of https, but got 'http://x'",
        "get rollouts --server https://x --cacert nowhere | --cacert: Expected the file nowhere, but there is none",
        "topics acls --role king | Expected admin, pipeline, orchestrator, api, agent, bridge, notifier, auditor or operator, but got 'king'",
        "rollout canary --model fraud --version v2 --traffic 10 --duration 1h | --traffic: Expected a weight in [0, 1], but got 10 (write 0.1 for 10 %)",
        "rollout canary --model fraud --version v2 --traffic 10% --duration 1h | --traffic: Expected a weight in [0, 1], but got '10%' (write 0.1)",
        "rollout canary --model fraud --version v2 --traffic 0.1 --duration 60 | --duration: Expected a duration",
        "rollout canary --model Fraud --version v2 --traffic 0.1 --duration 1h | --model: Expected a model name",
        "rollout canary --model fraud --version v2 --traffic 0.1,0.5 --duration 1h,2h,3h | --duration: Expected one duration, or one for each of the 2 shares, but got 3",
        "rollout canary --model fraud --version v2 --traffic 0.1 --duration 1h --sticky user | --sticky: Expected header:NAME, cookie:NAME or query:NAME, but got 'user'",
        "rollout canary --model fraud --version v2 --traffic 0.1 --duration 1h --min-accuracy 92 | --min-accuracy: Expected a fraction in [0, 1], but got 92",
        "rollout blue-green --model fraud --version v2 --preview 5% | --preview: Expected a weight in [0, 1], but got '5%' (write 0.05)",
      })
  void shouldEndWithTwoAndSayWhatToWrite(String command, String sentence) {
    // when
    Cli.Result result = Cli.run(command.split(" "));

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rollout", "get", "topics"})
  void shouldShowTheHelpWhenACommandIsMissing(String command) {
    // when
    Cli.Result result = command.isEmpty() ? Cli.run() : Cli.run(command);

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Usage: turnout", "Commands:", "Examples:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get rollouts",
        "get rollout fraud-v2 --watch",
        "rollout abort fraud-v2",
        "rollout canary --model fraud --version v2 --traffic 0.1 --duration 1h",
        "report --model fraud --version v2 --correct 9 --total 10",
        "topics create",
        "topics cat journal"
      })
  void shouldEndWithFiveAndNameTheAddressWhenTheBusIsAway(String command) throws IOException {
    // given
    String address = "127.0.0.1:" + FreePorts.take();
    String[] args = (command + " -b " + address + " --registry http://" + address).split(" ");

    // when
    Cli.Result result = Cli.run(args);

    // then
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err())
        .contains("Could not reach the bus at " + address + " (connection refused)")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldPrintTheStackTraceOnlyWhenVerbose() throws IOException {
    // given
    String address = "127.0.0.1:" + FreePorts.take();

    // when
    Cli.Result result =
        Cli.run("get", "rollouts", "-b", address, "--registry", "http://x", "--verbose");

    // then
    assertThat(result.err()).contains("\tat dev.turnout.cli");
  }

  @Test
  void shouldMakeARolloutFileOfTheShortForm() {
    // when
    Cli.Result result =
        Cli.run(
            ("rollout canary --model fraud --version v2 --source models:/fraud/2 --stable v1"
                    + " --traffic 0.01,0.5 --duration 10m,1h --bake 24h --sticky header:x-user-id"
                    + " --smoke-test /ping --max-error-rate 0.01 --max-latency 500ms"
                    + " --min-accuracy 0.92 --on-inconclusive rollback --label team=payments"
                    + " --dry-run")
                .split(" "));

    // then
    assertThat(result.code()).isZero();
    RolloutFile file = RolloutFile.parse(result.out(), "dry-run");
    assertThat(file.name().value()).isEqualTo("fraud-v2");
    assertThat(file.warnings()).isEmpty();
    assertThat(file.spec().plan().steps()).hasSize(8);
    assertThat(file.spec().labels()).containsEntry("team", "payments");
    assertThat(file.spec().analysis().orElseThrow().metrics()).hasSize(3);
  }

  @Test
  void shouldMakeARolloutFileOfABlueGreenShortForm() {
    // when
    Cli.Result result =
        Cli.run(
            "rollout blue-green --model fraud --version v2 --preview 0.05 --approval --dry-run"
                .split(" "));

    // then
    assertThat(result.code()).isZero();
    assertThat(RolloutFile.parse(result.out(), "dry-run").spec().plan().steps()).hasSize(6);
  }

  @Test
  void shouldSayItsVersion() {
    assertThat(Cli.run("--version").out()).startsWith("turnout ");
    assertThat(Cli.run("version").out()).startsWith("turnout ").contains("on Java");
  }

  @Test
  void shouldPrintRightsWithoutABroker() {
    // when
    Cli.Result result =
        Cli.run(
            "topics", "acls", "--role", "agent", "--principal", "User:a", "--topic-prefix", "s");

    // then
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("--allow-principal 'User:a' --operation READ --topic 's.routes'");
  }
}
