package dev.turnout.api.access;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How callers log in: with a token of a file, with a signed one of an identity provider, or with
 * either.
 *
 * @param tokens the file; empty for none
 * @param oidc the identity provider; empty for none
 */
public record AuthConfig(Optional<Path> tokens, Optional<OidcConfig> oidc) {
  public AuthConfig {
    if (tokens.isEmpty() && oidc.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected tokens or oidc, but got neither (write tokens: /etc/turnout/tokens.yaml)");
    }
  }

  /** Reads the section {@code auth}. */
  public static YamlField<AuthConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var tokens = map.optional("tokens", text -> text.parsed(Path::of));
    var oidc = map.optional("oidc", OidcConfig::read);
    return map.build(() -> new AuthConfig(tokens.get(), oidc.get()));
  }
}
