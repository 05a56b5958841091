package dev.turnout.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say when a command that does not go over HTTP is told to. */
final class OnlyOnTheBus {
  private OnlyOnTheBus() {}

  /** Whether the mistake is an option of the HTTP API. */
  static boolean isMeant(ParameterException mistake) {
    return mistake instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().stream()
            .map(argument -> argument.split("=", 2)[0])
            .anyMatch("--server"::equals);
  }

  static String sentence(CommandSpec command) {
    String name = command.qualifiedName();
    return command.findOption("--bootstrap-server") == null
        ? "Expected no --server, because '%s' asks no installation of Turnout (leave it out)"
            .formatted(name)
        : "Expected no --server, because '%s' goes over the bus only (give --bootstrap-server HOST:PORT, or leave both out; docs/api.md says what the API does not do)"
            .formatted(name);
  }
}
