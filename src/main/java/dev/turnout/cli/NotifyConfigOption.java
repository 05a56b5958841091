package dev.turnout.cli;

import dev.turnout.notify.NotifyConfig;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.yaml.InvalidDocument;
import picocli.CommandLine.Option;

/** A notifier's configuration. */
final class NotifyConfigOption {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The notifier's configuration in YAML; - is standard input.")
  private String file = "";

  NotifyConfig read() {
    try {
      return NotifyConfig.parse(Input.read(file), file);
    } catch (InvalidDocument e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
