package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.testing.FreePorts;
import dev.turnout.api.ApiConfig;
import dev.turnout.api.ApiServer;
import dev.turnout.api.access.ApiToken;
import dev.turnout.bus.ActorName;
import dev.turnout.cli.Cli;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.FakeFleet;
import dev.turnout.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands over the bus and over HTTP, on one installation: each says the same. */
class TwoWaysIT extends OnTheBus {
  private static final String ROLLOUT =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: MODEL-v2}
      spec:
        model: MODEL
        stable: {version: v1}
        candidate: {version: v2, source: "models:/MODEL/2"}
        strategy: {canary: {stages: [{weight: 0.1, for: 1h}], bake: 1h}}
        analysis: {metrics: [{name: errors, errorRate: {margin: 0.02}}]}
      """;
  private static final String POLICY =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Policy
      spec:
        freezes: [{name: night, reason: asleep, cron: "0 3 * * *", for: 1h, labels: {tier: gold}}]
        limits: [{name: all, max: 9, perLabel: team}]
      """;

  @TempDir Path folder;

  private Orchestrator orchestrator;
  private ApiServer server;
  private Path token;
  private Path stranger;
  private final List<Way> ways = new ArrayList<>();
  private final SoftAssertions softly = new SoftAssertions();

  /** One of the two, with a model of its own for what changes something. */
  private record Way(String model, FakeFleet fleet, List<String> options) {}

  @BeforeEach
  void serve() throws IOException {
    orchestrator = ready(config("two-ways"));
    String secret = ApiToken.create(new SecureRandom());
    String other = ApiToken.create(new SecureRandom());
    Path tokens =
        Files.writeString(
            folder.resolve("tokens.yaml"),
            """
            tokens:
              - {name: ci, sha256: "%s", role: admin, models: ["*"]}
              - {name: guest, sha256: "%s", role: viewer, models: ["*"]}
            """
                .formatted(ApiToken.hash(secret), ApiToken.hash(other)));
    token = Files.writeString(folder.resolve("token"), secret + "\n");
    stranger = Files.writeString(folder.resolve("guest"), other + "\n");
    server = ApiReadIT.serve(bus, api(0));
    ways.add(way("gadwall", "-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    ways.get(0).options().addAll(List.of("--topic-prefix", bus.topics().prefix()));
    ways.add(way("mallard", "--server", address(), "--token-file", token.toString()));
  }

  private Way way(String model, String... options) {
    FakeFleet fleet = new FakeFleet(bus, client, model, "node-1", "node-2");
    return new Way(model, fleet, new ArrayList<>(List.of(options)));
  }

  private ApiConfig api(int port) {
    String yaml = "{listen: '127.0.0.1:%d', auth: {tokens: '%s'}}";
    return YamlDocument.parse(yaml.formatted(port, folder.resolve("tokens.yaml")), "api.yaml")
        .read(ApiConfig::read);
  }

  private String address() {
    return "http://127.0.0.1:" + server.port();
  }

  @AfterEach
  void stop() {
    server.close();
    orchestrator.close();
  }

  @Test
  void shouldSayTheSameOnBothWays() throws IOException {
    // given: something that cannot be read, and nothing else yet
    client.sendBytes(bus.topics().commands(), "gadwall".getBytes(UTF_8), "no avro".getBytes(UTF_8));
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Path wrong =
        Files.writeString(folder.resolve("wrong.yaml"), POLICY.replace("max: 9", "max: 0"));

    // when // then: commands, each way with its own model
    same(2, "get rollout nobody");
    same(0, "block MODEL -m incident -o json");
    same(0, "unblock MODEL -m over");
    same(0, "rollout start -f FILE --dry-run");
    same(0, "rollout start -f FILE --command-id first -m try");
    same(0, "rollout start -f FILE --command-id first -m try");
    same(1, "rollout canary --model MODEL --version v3 --traffic 0.1 --duration 1h --name other");
    awaitPhase("Analysing");
    same(0, "rollout pause MODEL-v2 -m lunch -o yaml");
    same(0, "rollout resume --model MODEL");
    same(1, "rollout approve MODEL-v2");
    same(1, "rollout abort --model MODEL never-was");
    same(1, "rollout abort --model nobody-MODEL");
    read("rollout abort nobody");
    same(0, "rollout promote MODEL-v2 --full -m hotfix");
    awaitPhase("Baking");
    same(0, "rollout rollback MODEL -m regret -o json");
    awaitPhase("Ended");
    same(0, "rollout pause MODEL-v2 --no-answer");
    same(3, "rollout retry MODEL-v2 --wait --timeout 500ms -o json");
    ends(
        1,
        "rollout blue-green --model MODEL --version v3 --bake 1h --supersede --timeout 60s -w",
        "rollout abort --model MODEL -m enough");
    same(1, "get rollout MODEL --watch --timeout 60s");
    same(0, "report --model MODEL --version v2 --correct 9 --total 10 --run-id nightly");
    same(2, "report --model MODEL --version v2 --correct 11 --total 10");

    // and: what is read, of the same models
    for (String command :
        List.of(
            "get rollouts",
            "get rollouts -o json",
            "get rollouts --model mallard -o yaml",
            "get rollout gadwall",
            "get rollout gadwall -o json",
            "explain gadwall",
            "explain gadwall-v2#2",
            "explain mallard-v2 -o json",
            "explain mallard --series -o json",
            "dlq list",
            "dlq list --topic nothing",
            "dlq list --model gadwall --since 1h -o json",
            "dlq show " + letter(),
            "dlq show 0@999999")) {
      read(command);
    }

    for (Way way : ways) {
      Cli.Result unknown = run(way, "explain nobody#7");
      softly.assertThat(unknown.code()).isEqualTo(2);
      softly.assertThat(unknown.err()).contains("but got 'nobody#7' (known are: gadwall-v");
    }

    // and: the policy of all
    same(2, "policy apply -f " + wrong);
    same(0, "policy apply --answer-timeout 30s -f " + policy);
    read("policy get");
    read("policy get -o yaml");
    assertThat(run(ways.get(1), "policy get").out()).contains("night", "for each team");
    same(0, "policy delete --answer-timeout 30s -m over");
    softly.assertAll();
  }

  @Test
  void shouldGoOnWithAnotherServerWhenOneGoes() {
    // given
    Way way = ways.get(1);
    Cli.Running waiting = start(way, "rollout start -f FILE --wait --timeout 120s");
    play(way.fleet(), () -> waiting.said().contains("step 2/5"));
    Cli.Running watching = start(way, "get rollout MODEL -o json --watch --timeout 120s");
    play(way.fleet(), () -> watching.said().contains("Analysing"));

    // when
    int port = server.port();
    server.close();
    run(ways.get(0), "rollout abort --model mallard -m enough");
    play(way.fleet(), () -> phase(way.model()).equals("Ended"));
    server = ApiReadIT.serve(bus, api(port));
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> waiting.hasEnded() && watching.hasEnded());

    // then
    assertThat(waiting.end().code()).as("%s", waiting.end()).isEqualTo(1);
    assertThat(waiting.said()).contains("accepted", "mallard-v2 started", "mallard-v2 Aborted");
    assertThat(watching.end().code()).as("%s", watching.end()).isEqualTo(1);
    assertThat(watching.said()).contains("\"outcome\":\"ABORTED\"");
  }

  @Test
  void shouldSayWhyTheServerDoesNot() throws IOException {
    // given
    String[] command = {"get", "rollouts", "--server", address()};

    // when
    Cli.Result nobody = Cli.run(command);
    Cli.Result wrong = Cli.run(with(command, "--token", "tnt_wrong"));
    Cli.Result viewer =
        Cli.run("block", "fraud", "-m", "x", "--server", address(), "--token-file", "" + stranger);
    Cli.Result away =
        Cli.run("get", "rollouts", "--server", "http://127.0.0.1:" + FreePorts.take());
    Cli.Result elsewhere = Cli.run("get", "rollouts", "--server", bus.registryUrl());

    // then
    assertThat(nobody.code()).isEqualTo(5);
    assertThat(nobody.err()).contains("wants a login (give --token-file FILE or set TURNOUT_TOKEN");
    assertThat(wrong.code()).isEqualTo(5);
    assertThat(wrong.err()).contains("does not take the token").doesNotContain("tnt_wrong");
    assertThat(viewer.code()).isEqualTo(5);
    assertThat(viewer.err())
        .contains("does not allow that to token/guest: Expected the role operator for 'block'");
    assertThat(away.code()).isEqualTo(5);
    assertThat(away.err()).contains("Could not reach the API at http://127.0.0.1:", "refused");
    assertThat(elsewhere.code()).isEqualTo(5);
    assertThat(elsewhere.err()).contains("is something else there, or before it?");
  }

  private static String[] with(String[] command, String... more) {
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }

  /** Does it both ways, and finds the same but for the names. */
  private void same(int code, String command) throws IOException {
    List<String> said = new ArrayList<>();
    for (Way way : ways) {
      Cli.Result result = run(way, command);
      softly
          .assertThat(result.code())
          .as("%s %s: %s", command, way.model(), result)
          .isEqualTo(code);
      said.add(plain(result));
    }
    softly.assertThat(said.get(1)).as(command).isEqualTo(said.get(0));
  }

  /** A command that waits, and one that ends it: both ways give the same last words. */
  private void ends(int code, String waiting, String ending) throws IOException {
    List<String> said = new ArrayList<>();
    for (Way way : ways) {
      Cli.Running running = start(way, waiting);
      play(way.fleet(), () -> state(way.model()).getRolloutId().startsWith(way.model() + "-v3"));
      run(way, ending);
      play(way.fleet(), running::hasEnded);
      play(way.fleet(), () -> isInForce(state(way.model())));
      softly.assertThat(running.end().code()).as("%s", running.end()).isEqualTo(code);
      List<String> lines = plain(running.end()).lines().toList();
      said.add(lines.get(lines.size() - 1));
    }
    softly.assertThat(said.get(1)).isEqualTo(said.get(0));
  }

  private static boolean isInForce(RolloutState state) {
    return state.getNodes().stream().allMatch(node -> node.getEpochInForce() == state.getEpoch());
  }

  /** Both ways tell the same of the same; the states may change while they are read. */
  private void read(String command) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Cli.Result first = run(ways.get(0), command);
              Cli.Result second = run(ways.get(1), command);
              assertThat(second.code()).as("%s: %s", command, second).isEqualTo(first.code());
              assertThat(ageless(second.out() + second.err()))
                  .as(command)
                  .isEqualTo(ageless(first.out() + first.err()));
            });
  }

  private Cli.Result run(Way way, String command) {
    return start(way, command).end();
  }

  private Cli.Running start(Way way, String command) {
    List<String> args = new ArrayList<>();
    for (String word : command.split(" ")) {
      args.add(word.equals("FILE") ? file(way.model()) : word.replace("MODEL", way.model()));
    }
    args.addAll(way.options());
    return Cli.start(args.toArray(new String[0]));
  }

  private String file(String model) {
    try {
      return Files.writeString(folder.resolve(model + ".yaml"), ROLLOUT.replace("MODEL", model))
          .toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String letter() {
    String list = run(ways.get(0), "dlq list -o json").out();
    return list.replaceAll("(?s).*?\"letter\" : \"([^\"]*)\".*", "$1");
  }

  private void awaitPhase(String phase) {
    for (Way way : ways) {
      play(way.fleet(), () -> phase(way.model()).equals(phase));
    }
  }

  /** Without what can never be the same: names, ids and times. */
  private static String plain(Cli.Result result) {
    return ageless(result.out() + result.err())
        .replaceAll("gadwall|mallard", "MODEL")
        .replace(ActorName.of(Optional.empty()), "WHO")
        .replace("token/ci", "WHO")
        .replaceAll("api-[0-9a-f]{32}-[0-9a-f]{16}|[0-9a-f-]{36}|(?<=commandId\" : \")first", "ID");
  }

  private static String ageless(String text) {
    return text.replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME").replaceAll(", for \\S+", "");
  }
}
