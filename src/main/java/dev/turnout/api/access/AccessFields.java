package dev.turnout.api.access;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** What the files of tokens, of logins and of trusted keys have in common. */
public final class AccessFields {
  private AccessFields() {}

  /** Patterns of models, such as {@code ["fraud*"]}. */
  public static YamlField<ModelScope> models(YamlNode node) {
    YamlField<List<String>> globs = node.list(YamlNode::string);
    try {
      return globs.map(ModelScope::of);
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  /** A time in UTC, such as {@code 2027-01-31T00:00:00Z}. */
  public static YamlField<Instant> instant(YamlNode node) {
    return node.parsed(AccessFields::parse);
  }

  private static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Expected a time such as 2027-01-31T00:00:00Z, but got '%s'".formatted(text), e);
    }
  }
}
