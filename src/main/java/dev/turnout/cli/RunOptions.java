package dev.turnout.cli;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose counters a report carries. */
final class RunOptions {
  @Option(
      names = "--reporter",
      paramLabel = "NAME",
      defaultValue = "pipeline",
      description = "Who reports; one name for each source of labels (default: ${DEFAULT-VALUE}).")
  private String reporter = "pipeline";

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "Id of this run: a run that is repeated with the same id and the same rows is counted once"
              + " (default: a new one).")
  private @Nullable String runId;

  private final String fresh = UUID.randomUUID().toString();

  String reporter() {
    return reporter;
  }

  String runId() {
    return Optional.ofNullable(runId).orElse(fresh);
  }
}
