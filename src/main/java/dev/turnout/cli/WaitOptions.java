package dev.turnout.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether to wait for the end of the rollout. */
final class WaitOptions {
  @Option(
      names = {"-w", "--wait"},
      description =
          "Wait until the rollout has ended and exit with its outcome: 0 promoted, 1 rolled back or"
              + " aborted, 3 timed out, 4 inconclusive.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description = "Longest wait with --wait; the rollout goes on (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofDays(7);

  boolean isWanted() {
    return wait;
  }

  Duration timeout() {
    return timeout;
  }
}
