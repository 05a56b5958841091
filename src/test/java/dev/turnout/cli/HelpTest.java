package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help teaches: every command describes itself and shows examples that work. */
class HelpTest {
  private static final Path REFERENCE = Path.of("../docs/cli.md");

  @ParameterizedTest
  @MethodSource("commands")
  void shouldDescribeItselfAndShowExamples(CommandLine command) {
    // when
    String help = command.getUsageMessage(Ansi.OFF);

    // then
    assertThat(help).contains("Examples:", "  turnout ", "--help").doesNotContain("%n", "%%");
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldSayTheSameWhenOnlyWhatIsNeededIsMade(CommandLine command) {
    // given
    String[] path = command.getCommandSpec().qualifiedName().split(" ");
    CommandLine made = Program.commandLineFor(path);

    // when
    for (int i = 1; i < path.length; i++) {
      made = made.getSubcommands().get(path[i]);
    }

    // then
    assertThat(made.getUsageMessage(Ansi.OFF)).isEqualTo(command.getUsageMessage(Ansi.OFF));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldUnderstandEveryExample(String example) {
    // given
    String[] args = ShellWords.of(example).toArray(new String[0]);

    // when
    CommandLine.ParseResult parsed = Program.commandLineFor(args).parseArgs(args);

    // then
    assertThat(parsed.hasSubcommand()).isTrue();
  }

  @Test
  void shouldBePrintedAsTheReference() throws IOException {
    // given
    StringBuilder reference =
        new StringBuilder(
            "# Command line\n\nWhat `--help` says, command by command. A test keeps this page equal to"
                + " it.\n");
    commands().forEach(command -> reference.append(section(command)));

    // when
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.writeString(REFERENCE, reference);
    }

    // then
    assertThat(Files.readString(REFERENCE)).isEqualTo(reference.toString());
  }

  private static String section(CommandLine command) {
    String help =
        command
            .getUsageMessage(Ansi.OFF)
            .lines()
            .map(String::stripTrailing)
            .reduce("", (text, line) -> text + line + "\n");
    return "\n## %s\n\n```text\n%s\n```\n"
        .formatted(command.getCommandSpec().qualifiedName(), help.strip());
  }

  static List<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(Program.commandLine(), all);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    if (!command.getCommandName().equals("help")) {
      all.add(command);
      command.getSubcommands().values().forEach(child -> collect(child, all));
    }
  }

  static List<String> examples() {
    return commands().stream().flatMap(HelpTest::examplesOf).toList();
  }

  private static Stream<String> examplesOf(CommandLine command) {
    String footer =
        String.join("\n", command.getCommandSpec().usageMessage().footer())
            .replace("%%", "%")
            .replaceAll("\\\\\n\\s*", "");
    return footer.lines().map(String::strip).filter(line -> line.contains("turnout "));
  }
}
