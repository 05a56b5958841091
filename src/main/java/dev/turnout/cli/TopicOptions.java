package dev.turnout.cli;

import dev.turnout.output.Failure;
import dev.turnout.schemas.TopicSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How topics are created. */
final class TopicOptions {
  @Option(
      names = "--partitions",
      paramLabel = "COUNT",
      defaultValue = "6",
      description =
          "Partitions of every topic: how many orchestrators can share the work. Cannot be changed"
              + " later (default: ${DEFAULT-VALUE}).")
  private int partitions = 6;

  @Option(
      names = "--replication-factor",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "Copies of each record; 1 for a single broker (default: ${DEFAULT-VALUE}).")
  private int replicas = 3;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description =
          "How long metric and agent reports are kept, so that they can be replayed (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration retention = Duration.ofDays(7);

  /** The settings; commands and journal are always kept for ever. */
  TopicSettings settings() {
    try {
      return new TopicSettings(
          partitions, (short) replicas, retention, retention, Duration.ofDays(28));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
