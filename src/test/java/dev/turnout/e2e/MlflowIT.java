package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.testing.MlflowServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole blue-green with a real MLflow server, really trained models and {@code mlflow models
 * serve}, as the example's README says it, line by line; and a webhook that starts a rollout whose
 * alias comes back.
 */
@EnabledIf("isInstalled")
class MlflowIT {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final int FIRST_PORT = 21_000;
  private static final int LAST_PORT = 21_009;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FLOWER = "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]]}";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;

  static boolean isInstalled() {
    return MlflowServer.program().isPresent();
  }

  @Test
  void shouldMoveTheAliasWithTheTrafficAndStopTheOldServer() throws Exception {
    Path program = MlflowServer.program().orElseThrow();
    copyExample();
    List<List<String>> commands =
        ReadmeCommands.of(EXAMPLES.resolve("mlflow").resolve("README.md")).words();
    assertThat(commands).hasSize(5);
    assertThat(commands.get(0)).startsWith("mlflow", "server").contains("--port", "5000");

    try (MlflowServer server = MlflowServer.start(program, directory, 5000)) {
      assertThat(finish(program, commands.get(1))).isZero();
      try (TurnoutProcess up = start(program, commands.get(2))) {
        up.awaitOutput("Ctrl-C stops it.", LIMIT);
        promoteTheGoodVersion(program, commands.get(3));
        rollTheWrongVersionBack(program, commands.get(4));
        letAWebhookStartTheSlowVersion(server);
        up.interrupt();
        up.awaitExit(LIMIT);
      }
      await("the servers have ended", () -> takenPorts().isEmpty());
    }
  }

  private void promoteTheGoodVersion(Path program, List<String> command) throws Exception {
    // when
    int exit = finish(program, command);

    // then
    assertThat(exit).isZero();
    await("aliases after promotion", this::isSecondLiveAfterFirst);
    await("decision's tag", () -> tags(2).getOrDefault("turnout.outcome", "").equals("Promoted"));
    assertThat(tags(2)).containsEntry("turnout.rollout", "iris-v2").containsKey("turnout.decision");
    await("the old version's server has ended", () -> takenPorts().size() == 1);
    HttpResponse<String> answer = ask();
    assertThat(answer.body()).contains("\"predictions\": [0]");
    assertThat(answer.headers().firstValue("x-turnout-version")).contains("v2");
  }

  private void rollTheWrongVersionBack(Path program, List<String> command) throws Exception {
    // when
    int exit = finish(program, command);

    // then
    assertThat(exit).isEqualTo(1);
    await("outcome's tag", () -> tags(3).getOrDefault("turnout.outcome", "").equals("RolledBack"));
    assertThat(aliases()).containsEntry("champion", "2").containsEntry("previous", "1");
    await("the wrong version's server has ended", () -> takenPorts().size() == 1);
  }

  /** It passes its smoke test and gets all traffic, and then users wait. */
  private void letAWebhookStartTheSlowVersion(MlflowServer server) throws Exception {
    // given
    post(
        "webhooks",
        """
        {"name": "turnout", "url": "http://127.0.0.1:9642/webhooks/mlflow", "secret": "only-for-this-example",
         "events": [{"entity": "MODEL_VERSION_ALIAS", "action": "CREATED"}]}
        """);

    // when
    post(
        "registered-models/alias",
        "{\"name\": \"iris\", \"alias\": \"challenger\", \"version\": \"4\"}");

    // then
    await("alias of the slow version", () -> aliases().get("champion").equals("4"));
    ExecutorService users = Executors.newFixedThreadPool(4);
    try {
      IntStream.range(0, 4).forEach(user -> users.execute(this::askForEver));
      await("aliases are back", this::isSecondLiveAfterFirst);
    } finally {
      users.shutdownNow();
    }
    await("outcome's tag", () -> tags(4).getOrDefault("turnout.outcome", "").equals("RolledBack"));
    assertThat(ask().headers().firstValue("x-turnout-version")).contains("v2");
  }

  /** MLflow moves one alias after the other. */
  private boolean isSecondLiveAfterFirst() throws IOException, InterruptedException {
    return aliases().entrySet().containsAll(Map.of("champion", "2", "previous", "1").entrySet());
  }

  private void askForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        ask();
      } catch (IOException e) {
        // The test judges what comes of it.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:8000/invocations"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(FLOWER))
            .build(),
        BodyHandlers.ofString());
  }

  private Map<String, String> aliases() throws IOException, InterruptedException {
    Map<String, String> aliases = new TreeMap<>(Map.of("champion", "none"));
    get("registered-models/get?name=iris")
        .path("registered_model")
        .path("aliases")
        .forEach(
            alias -> aliases.put(alias.path("alias").asText(), alias.path("version").asText()));
    return aliases;
  }

  private Map<String, String> tags(int version) throws IOException, InterruptedException {
    Map<String, String> tags = new TreeMap<>();
    get("model-versions/get?name=iris&version=" + version)
        .path("model_version")
        .path("tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return tags;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(http.send(request(path).build(), BodyHandlers.ofString()).body());
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:5000/api/2.0/mlflow/" + path));
  }

  private static List<Integer> takenPorts() {
    List<Integer> taken = new ArrayList<>();
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        taken.add(port);
      }
    }
    return taken;
  }

  private int finish(Path program, List<String> command) throws Exception {
    long begin = System.nanoTime();
    try (TurnoutProcess process = start(program, command)) {
      int exit = process.awaitExit(LIMIT);
      System.out.printf(
          "[mlflow] %s -> %d (%d s)%n",
          String.join(" ", command), exit, (System.nanoTime() - begin) / 1_000_000_000);
      assertThat(exit).as(process.output()).isLessThan(2);
      return exit;
    }
  }

  /** With MLflow's programs on the path, as its users have them. */
  private TurnoutProcess start(Path program, List<String> command) throws IOException {
    Map<String, String> environment =
        Map.of("PATH", program.getParent() + ":" + System.getenv("PATH"));
    return command.get(0).equals("./turnout")
        ? TurnoutProcess.start(
            directory, environment, command.subList(1, command.size()).toArray(String[]::new))
        : TurnoutProcess.other(
            directory,
            environment,
            Stream.concat(
                    Stream.of(program.resolveSibling(command.get(0)).toString()),
                    command.stream().skip(1))
                .toList());
  }

  private void copyExample() throws IOException {
    Path target = Files.createDirectories(directory.resolve("examples").resolve("mlflow"));
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("mlflow"))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  /** A condition that asks somebody. */
  @FunctionalInterface
  private interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  private static void await(String what, Question question) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!question.ask()) {
      assertThat(System.nanoTime()).as("waited too long for: " + what).isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
