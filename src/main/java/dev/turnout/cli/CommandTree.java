package dev.turnout.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes a command and those below it. To read all options of a command takes milliseconds, and
 * there are a hundred commands: one run of the program makes those that its arguments name, and of
 * the others as much as a list of commands shows.
 */
final class CommandTree {
  private static final String FILE_OF_ARGUMENTS = "@";

  private final Predicate<Command> needed;

  private CommandTree(Predicate<Command> needed) {
    this.needed = needed;
  }

  /** Every command. */
  static CommandTree whole() {
    return new CommandTree(any -> true);
  }

  /** What these arguments can mean. */
  static CommandTree of(String... args) {
    if (Arrays.stream(args).anyMatch(argument -> argument.startsWith(FILE_OF_ARGUMENTS))) {
      return whole();
    }
    Set<String> words = Arrays.stream(args).collect(Collectors.toSet());
    return new CommandTree(command -> names(command).anyMatch(words::contains));
  }

  /**
   * Makes a command.
   *
   * @param type annotated with {@link Command}
   */
  CommandLine make(Class<?> type) {
    CommandLine line = new CommandLine(type);
    Subcommands below = type.getAnnotation(Subcommands.class);
    if (below != null) {
      for (Class<?> sub : below.value()) {
        Command command = sub.getAnnotation(Command.class);
        line.addSubcommand(command.name(), needed.test(command) ? make(sub) : outline(command));
      }
    }
    return line;
  }

  private static Stream<String> names(Command command) {
    return Stream.concat(Stream.of(command.name()), Arrays.stream(command.aliases()));
  }

  private static CommandLine outline(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name()).aliases(command.aliases());
    spec.usageMessage()
        .header(command.header())
        .description(command.description())
        .hidden(command.hidden());
    return new CommandLine(spec);
  }
}
