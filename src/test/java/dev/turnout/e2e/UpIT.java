package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
    try (var up = start()) {
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

  private TurnoutProcess start() throws Exception {
    return TurnoutProcess.start(directory, "up", "--broker-port", "0", "--registry-port", "0");
  }

  private String run(String... arguments) throws Exception {
    try (var command = TurnoutProcess.start(directory, arguments)) {
      command.awaitExit(ANSWER);
      return command.output();
    }
  }
}
