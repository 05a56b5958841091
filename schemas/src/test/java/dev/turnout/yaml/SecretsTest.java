package dev.turnout.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private final Secrets secrets = new Secrets(Map.of("USER", "turnout"));

  @TempDir private Path folder;

  @Test
  void shouldFillInFilesAndVariables() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("password"), "pa$$\\word\n");
    // when
    String filled =
        secrets.fill("user=\"${env:USER}\" password=\"${file:%s}\" ${other} $x".formatted(file));
    // then
    assertThat(filled).isEqualTo("user=\"turnout\" password=\"pa$$\\word\" ${other} $x");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets.fill("${env:NOBODY}"))
        .withMessage("Expected the environment variable NOBODY, but it is not set");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets.fill("${file:" + folder.resolve("none") + "}"))
        .withMessageStartingWith("Expected a readable text file ")
        .withMessageEndingWith("NoSuchFileException");
  }

  @Test
  void shouldRefuseAFileThatIsNoSecret() throws IOException {
    // given
    Path file = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    // then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets.fill("${file:" + file + "}"))
        .withMessageContaining("at most 1 MiB");
  }

  @Test
  void shouldFillInTheSettingsOfADocument() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("password"), "secret\n");
    String text = "{a: '${file:%s}'}".formatted(file);
    // when
    Map<String, String> settings = YamlDocument.parse(text, "x").read(YamlNode::settings);
    // then
    assertThat(settings).containsEntry("a", "secret");
  }

  @Test
  void shouldLookNothingUpForWordsThatMayBeAStrangers() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("password"), "secret\n");
    String text = "{a: '${file:%s}', b: '${env:PATH}'}".formatted(file);
    // when
    Map<String, String> words = YamlDocument.parse(text, "x").read(YamlNode::words);
    // then
    assertThat(words)
        .containsEntry("a", "${file:%s}".formatted(file))
        .containsEntry("b", "${env:PATH}");
  }
}
