package dev.turnout.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  private boolean helpAsked;

  @Option(names = "--verbose", description = "Print the log, and the stack trace of an error.")
  private boolean verbose;
}
