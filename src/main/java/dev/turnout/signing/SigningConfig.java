package dev.turnout.signing;

import dev.turnout.api.access.Role;
import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.KeySigner;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.orchestrator.stream.CommandSecurity;
import dev.turnout.schemas.CommandSigner;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How an orchestrator knows who wrote a command.
 *
 * @param trusted file of the keys that are trusted
 * @param key file of the private key with which it signs its own: letters to other orchestrators,
 *     and what its API and webhooks have checked; empty for none, which is only possible while
 *     commands need not be signed
 */
public record SigningConfig(Path trusted, Optional<Path> key) {

  /** Reads the section {@code signing}. */
  public static YamlField<SigningConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var trusted =
        map.required("trusted", text -> text.parsed(Path::of), "trusted: /etc/turnout/keys.yaml");
    var key = map.optional("key", text -> text.parsed(Path::of));
    return map.build(() -> new SigningConfig(trusted.get(), key.get()));
  }

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  public CommandSecurity load() {
    KeyRing ring = KeyRingFile.read(trusted);
    if (key.isEmpty() && ring.required()) {
      throw new IllegalArgumentException(
          "Expected signing.key, because %s requires signatures and orchestrators write to each other ('turnout key generate FILE' makes one)"
              .formatted(trusted));
    }
    return new CommandSecurity(
        ring, key.map(file -> signer(file, ring)).orElse(CommandSigner.NONE));
  }

  private CommandSigner signer(Path file, KeyRing ring) {
    SigningKey own = read(file);
    TrustedKey found =
        ring.find(own.counterpart())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected the key of %s in %s, but it is not there (add {name: orchestrator, publicKey: %s, actors: [\"*\"], role: admin})"
                            .formatted(file, trusted, own.counterpart().line())));
    if (!found.grant().includes(Role.ADMIN)
        || !found.grant().models().isAll()
        || found.actors().stream().noneMatch(glob -> glob.pattern().equals("*"))) {
      throw new IllegalArgumentException(
          "Expected '%s' in %s, the orchestrators' own key, to have actors: [\"*\"], role: admin and all models: its API signs for everybody who has logged in"
              .formatted(found.name(), trusted));
    }
    return KeySigner.of(own);
  }

  private static SigningKey read(Path file) {
    try {
      return SigningKey.read(file);
    } catch (KeyException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
