package dev.turnout.cli;

import dev.turnout.bench.outcome.Outcome;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a suite of the bench says what it found. */
final class BenchOutput {
  @Mixin private FormatOption output = new FormatOption();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write all figures to this file, as JSON.")
  private @Nullable Path json;

  /** Prints the outcome, and writes it where the user wants it. */
  void print(Outcome outcome, PrintWriter out) throws IOException {
    if (json != null) {
      Files.writeString(json, Documents.write(Format.JSON, outcome.tree()));
    }
    out.print(
        output.format() == Format.TABLE
            ? outcome.text()
            : Documents.write(output.format(), outcome.tree()));
    out.flush();
  }
}
