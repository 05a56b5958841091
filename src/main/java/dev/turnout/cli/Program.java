package dev.turnout.cli;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Assembles the commands and decides how mistakes are told. */
public final class Program {
  private static final String VERBOSE = "--verbose";

  private Program() {}

  /** The whole program; each call gives a fresh one. */
  public static CommandLine commandLine() {
    return commandLine(CommandTree.whole());
  }

  /** As much of the program as these arguments need; each call gives a fresh one. */
  public static CommandLine commandLineFor(String... args) {
    return commandLine(CommandTree.of(args));
  }

  private static CommandLine commandLine(CommandTree tree) {
    CommandLine line = tree.make(TurnoutCommand.class);
    line.registerConverter(Format.class, Program::format)
        .registerConverter(Duration.class, new TimeConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setOverwrittenOptionsAllowed(false)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler(Program::mistakeInArguments)
        .setExecutionExceptionHandler(Program::failure);
    layOut(line);
    line.setExecutionStrategy(
        result -> {
          LogLevels.choose(result, isVerbose(result));
          return new CommandLine.RunLast().execute(result);
        });
    return line;
  }

  private static void layOut(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    String[] footer = Arrays.copyOf(usage.footer(), usage.footer().length + 1);
    footer[footer.length - 1] = "";
    usage
        .abbreviateSynopsis(true)
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .footer(footer);
    line.getSubcommands().values().forEach(Program::layOut);
  }

  private static Format format(String text) {
    try {
      return Format.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static int mistakeInArguments(ParameterException mistake, String[] args) {
    CommandLine line = mistake.getCommandLine();
    PrintWriter err = line.getErr();
    if (mistake instanceof MissingCommandException) {
      line.usage(err);
      return Exit.INVALID_INPUT.code();
    }
    if (OnlyOnTheBus.isMeant(mistake)) {
      err.println("error: " + OnlyOnTheBus.sentence(line.getCommandSpec()));
      return Exit.INVALID_INPUT.code();
    }
    err.println("error: " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, err);
    err.printf("Try '%s --help'.%n", line.getCommandSpec().qualifiedName());
    return Exit.INVALID_INPUT.code();
  }

  private static int failure(Exception thrown, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    boolean known = thrown instanceof Failure;
    if (known) {
      err.println("error: " + thrown.getMessage());
    } else {
      err.printf(
          "error: a defect of turnout: %s%n%s%n",
          thrown, "Please report it with the output of the same command and " + VERBOSE + ".");
    }
    if (isVerbose(result)) {
      thrown.printStackTrace(err);
    }
    return known ? ((Failure) Objects.requireNonNull(thrown)).exit().code() : Exit.DEFECT.code();
  }

  private static boolean isVerbose(ParseResult result) {
    ParseResult innermost = result;
    boolean verbose = result.hasMatchedOption(VERBOSE);
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
      verbose |= innermost.hasMatchedOption(VERBOSE);
    }
    return verbose;
  }
}
