package dev.turnout.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.output.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What lint says about each file, word for word. {@code -Dturnout.golden.update=true} writes the
 * present answers, so that a change of wording is a difference in review.
 */
class LintGoldenTest {
  private static final Path CASES = Path.of("test/resources/lint");
  private static final Path EXAMPLES = Path.of("../docs/examples");

  @ParameterizedTest
  @MethodSource("files")
  void shouldSayWordForWord(Path file) throws IOException {
    // given
    String name = file.getFileName().toString();
    Path golden = CASES.resolve(name.replace(".yaml", ".txt"));

    // when
    String said = LintReport.of(Files.readString(file), name).print(Format.TABLE);

    // then
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldAcceptEveryExampleInTheDocuments(Path file) throws IOException {
    // when
    LintReport report = LintReport.of(Files.readString(file), file.toString());

    // then
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void shouldAcceptTheExampleInTheDescriptionOfTheFile() throws IOException {
    // given
    String page = Files.readString(Path.of("../docs/rollout-file.md"));
    String example = page.substring(page.indexOf("```yaml\n") + 8);

    // when
    LintReport report = LintReport.of(example.substring(0, example.indexOf("```")), "page");

    // then
    assertThat(report.problems()).isEmpty();
  }

  static List<Path> files() throws IOException {
    return Stream.of(list(CASES), list(EXAMPLES)).flatMap(List::stream).toList();
  }

  static List<Path> examples() throws IOException {
    return list(EXAMPLES);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(found).as("files in " + folder).isNotEmpty();
      return found;
    }
  }
}
