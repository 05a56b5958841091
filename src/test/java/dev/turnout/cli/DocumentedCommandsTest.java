package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the guides tell a reader to type is understood. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> GUIDES =
      List.of(
          "README.md",
          "docs/guides/publish.md",
          "docs/guides/promote.md",
          "docs/guides/audit.md",
          "docs/operations.md",
          "docs/agent.md",
          "docs/audit.md",
          "docs/forecast.md",
          "docs/explain.md",
          "docs/data-planes.md",
          "docs/kubernetes.md",
          "docs/mlflow.md",
          "docs/metrics.md",
          "docs/pipelines.md",
          "examples/proxy/README.md",
          "examples/haproxy/README.md",
          "examples/nginx/README.md",
          "examples/mlflow/README.md",
          "examples/kubernetes/README.md",
          "docs/orchestrator.md",
          "docs/reliability.md",
          "docs/rollout-file.md");
  // A line of a code block, or a command with arguments between backticks.
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^((?:\\./)?turnout [a-z][^#\\n]*)|`((?:\\./)?turnout [a-z][^`|<]*)`");

  @ParameterizedTest
  @MethodSource("commands")
  void shouldUnderstandWhatTheGuidesShow(String command) {
    // given
    String[] args = ShellWords.of(command).toArray(new String[0]);

    // when
    CommandLine.ParseResult parsed = Program.commandLineFor(args).parseArgs(args);

    // then
    assertThat(parsed.hasSubcommand()).isTrue();
  }

  @Test
  void shouldFindTheCommandsOfTheReadme() {
    assertThat(commands())
        .contains("./turnout demo", "turnout lint -f rollout.yaml")
        .hasSizeGreaterThan(15);
  }

  static List<String> commands() {
    return GUIDES.stream().flatMap(DocumentedCommandsTest::commandsOf).toList();
  }

  private static Stream<String> commandsOf(String guide) {
    try {
      return COMMAND
          .matcher(Files.readString(ROOT.resolve(guide)))
          .results()
          .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
          .map(String::strip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
