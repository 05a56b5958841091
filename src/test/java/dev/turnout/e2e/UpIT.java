package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.testing.FreePorts;
import dev.turnout.testing.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration ANSWER = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void shouldBeFoundByOtherCommandsAndLeaveNoTraceOfItsAddress() throws Exception {
    // given
    Path connection = directory.resolve(".turnout").resolve("connection.properties");
    try (var up = start()) {
      up.awaitOutput("Ctrl-C stops it.", START);
      assertThat(connection).content().contains("bootstrap.servers=127.0.0.1:");

      // when
      String rollouts = run("get", "rollouts");
      up.interrupt();
      up.awaitExit(ANSWER);

      // then
      assertThat(rollouts).contains("No model is known yet");
      assertThat(connection).doesNotExist();
    }
  }

  @Test
  void shouldGoOnWithItsDataAfterARestart() throws Exception {
    // given
    int bridge = FreePorts.take();
    try (var up =
        start(
            "--notify", example("notify-up.yaml", FreePorts.take()),
            "--bridge", example("bridge-up.yaml", bridge))) {
      up.awaitOutput("Ctrl-C stops it.", START);
      run(
          "rollout",
          "canary",
          "--model",
          "fraud",
          "--version",
          "v1",
          "--traffic",
          "0.1",
          "--duration",
          "1h",
          "--reason",
          "kept over a restart");
      Awaitility.await()
          .atMost(ANSWER)
          .until(
              () -> run("topics", "cat", "notifications"),
              told -> told.contains("dev.turnout.rollout-started"));
      Awaitility.await().atMost(ANSWER).until(() -> Answers.status(bridge, "/health/ready") == 200);
      up.interrupt();
      up.awaitExit(ANSWER);
    }

    // when
    String rollouts;
    try (var up = start()) {
      up.awaitOutput("Ctrl-C stops it.", START);
      rollouts = run("get", "rollouts");
    }

    // then
    assertThat(rollouts).contains("fraud");
  }

  private TurnoutProcess start(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("up", "--broker-port", "0", "--registry-port", "0", "--api-port", "0"));
    arguments.addAll(List.of(more));
    return TurnoutProcess.start(directory, arguments.toArray(String[]::new));
  }

  /** The example of the documents, on another port. */
  private String example(String name, int port) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "examples", "config", name));
    String admin = text.replaceAll("(?m)^admin: 127.0.0.1:[0-9]+", "admin: 127.0.0.1:" + port);
    return Files.writeString(directory.resolve(name), admin).toString();
  }

  private String run(String... arguments) throws Exception {
    try (var command = TurnoutProcess.start(directory, arguments)) {
      command.awaitExit(ANSWER);
      return command.output();
    }
  }
}
