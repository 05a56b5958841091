package dev.turnout.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.schemas.CommandSigner;
import dev.turnout.yaml.InvalidDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "signing.md");

  @TempDir Path folder;

  private final SigningKey own = SigningKey.generate();

  @Test
  void shouldReadTheFileOfThePage() throws IOException {
    // given
    String page = Files.readString(PAGE);
    int begin = page.indexOf("required: false");

    // when
    KeyRing ring =
        KeyRingFile.parse(page.substring(begin, page.indexOf("```", begin)), "signing.md");

    // then
    assertThat(ring.required()).isFalse();
    assertThat(ring.window()).isEqualTo(KeyRing.DEFAULT_WINDOW);
    assertThat(ring.keys())
        .extracting(TrustedKey::name)
        .containsExactly("orchestrator", "fraud-ci");
    assertThat(ring.keys().get(1).grant().models().globs()).containsExactly("fraud*");
  }

  @Test
  void shouldNeedAnOwnKeyWhereSignaturesAreRequired() throws IOException {
    assertRefused("required: true", false, "Expected signing.key, because");
    assertThat(load("required: false", "actors: [\"*\"], role: admin", false).signer())
        .isSameAs(CommandSigner.NONE);
    assertThat(load("required: true", "actors: [\"*\"], role: admin", true).signer())
        .isNotSameAs(CommandSigner.NONE);
  }

  @Test
  void shouldNeedAnOwnKeyThatMayDoEverything() {
    String cure = "to have actors: [\"*\"], role: admin and all models";
    assertThatThrownBy(() -> load("", "actors: [\"ci\"], role: admin", true))
        .hasMessageContaining(cure);
    assertThatThrownBy(() -> load("", "actors: [\"*\"], role: operator", true))
        .hasMessageContaining(cure);
    assertThatThrownBy(() -> load("", "actors: [\"*\"], role: admin, models: [fraud]", true))
        .hasMessageContaining(cure);
  }

  @Test
  void shouldSayWhatIsWrongWithTheFile() {
    assertThatThrownBy(() -> KeyRingFile.parse("required: true", "keys.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("keys");
    assertThatThrownBy(
            () ->
                KeyRingFile.parse(
                    "keys: [{name: ci, publicKey: hello, actors: [], role: king}]", "keys.yaml"))
        .hasMessageContaining("such as MCowBQYDK2VwAyEA...")
        .hasMessageContaining("viewer, operator or admin");
    assertThatThrownBy(() -> KeyRingFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("cannot read");
  }

  private void assertRefused(String head, boolean withKey, String reason) {
    assertThatThrownBy(() -> load(head, "actors: [\"*\"], role: admin", withKey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private dev.turnout.orchestrator.stream.CommandSecurity load(
      String head, String grant, boolean withKey) throws IOException {
    Path trusted =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "%s\nkeys:\n- {name: own, publicKey: %s, %s}\n"
                .formatted(head, own.counterpart().line(), grant));
    Path key = Files.writeString(folder.resolve("own.pem"), own.pem());
    return new SigningConfig(trusted, withKey ? Optional.of(key) : Optional.empty()).load();
  }
}
