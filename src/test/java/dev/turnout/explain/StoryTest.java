package dev.turnout.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Word for word; {@code -Dturnout.golden.update=true} writes the present ones. */
class StoryTest {
  private static final Path GOLDEN = Path.of("test/resources/explain");
  private static final Path GUIDE = Path.of("../docs/explain.md");

  @Test
  void shouldTellAStoryInSentencesAndTables() throws IOException {
    assertGolden("rolled-back.txt", StoryText.of(Stories.rolledBack()));
  }

  @Test
  void shouldBeShownInTheGuide() throws IOException {
    String shown = "```text\n" + StoryText.of(Stories.rolledBack()) + "```";
    if (Boolean.getBoolean("turnout.golden.update")) {
      String guide = Files.readString(GUIDE);
      Files.writeString(GUIDE, guide.replaceFirst("(?s)```text\n.*?```", shown));
    }
    assertThat(Files.readString(GUIDE)).contains(shown);
  }

  @Test
  void shouldTellAStoryAsADocument() throws IOException {
    assertGolden(
        "rolled-back.json", Documents.write(Format.JSON, StoryTree.of(Stories.rolledBack())));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0001, 0.0001",
    "0.01234, 0.012",
    "0.95, 0.95",
    "1, 1",
    "42.4, 42",
    "9999, 9999",
    "123456, 1.2e5",
    "1e-9, 1.0e-9"
  })
  void shouldWriteEValues(double eValue, String text) {
    assertThat(Numerals.eValue(Math.log(eValue))).isEqualTo(text);
  }

  private static void assertGolden(String name, String shown) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
  }
}
