package dev.turnout.cli;

import dev.turnout.output.Format;
import picocli.CommandLine.Option;

/** {@code -o}, wherever something is printed. */
final class FormatOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  Format format() {
    return format;
  }
}
