package dev.turnout.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page shows code that is compiled, and run by the integration tests. */
class ClientPageTest {
  private static final Path PAGE = Path.of("../docs/client.md");
  private static final Path EXAMPLES = Path.of("src/test/java/dev/turnout/client/examples");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void shouldShowOnlyCodeThatIsCompiled() throws IOException {
    // given
    List<String> blocks =
        BLOCK.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    String compiled;
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      compiled = files.map(ClientPageTest::lines).collect(Collectors.joining("\n---\n"));
    }

    // then
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
    assertThat(blocks).allSatisfy(block -> assertThat(compiled).contains(flat(block)));
  }

  private static String lines(Path file) {
    try {
      return flat(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Without indentation and empty lines. */
  private static String flat(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
