package dev.turnout.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command that only groups others was given alone: its help says what there is. */
final class MissingCommandException extends ParameterException {
  private static final long serialVersionUID = 1L;

  MissingCommandException(CommandLine line) {
    super(line, "Expected a command, but got none");
  }
}
