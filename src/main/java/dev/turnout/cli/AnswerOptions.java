package dev.turnout.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to wait for the orchestrator's answer to a command. */
final class AnswerOptions {
  @Option(
      names = "--no-answer",
      description = "Publish the command and do not wait for the orchestrator's answer.")
  private boolean noAnswer;

  @Option(
      names = "--answer-timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "Longest wait for the answer (default: ${DEFAULT-VALUE}).")
  private Duration limit = Duration.ofSeconds(10);

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description =
          "Id of the command, so that a pipeline may repeat it: the same id is carried out once, and"
              + " gets its first answer again (default: a new one). Over HTTP it is the Idempotency-Key.")
  private @Nullable String commandId;

  boolean isAwaited() {
    return !noAnswer;
  }

  Duration limit() {
    return limit;
  }

  Optional<String> commandId() {
    return Optional.ofNullable(commandId);
  }
}
