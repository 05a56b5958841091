package dev.turnout.orchestrator.routing;

import java.util.regex.Pattern;

/**
 * What is rolled out and routed, for example {@code fraud}; the key of every message.
 *
 * @param value lower-case letters, digits, dots and hyphens, 1 to 63 characters, a letter or digit
 *     at both ends
 */
public record ModelName(String value) implements Comparable<ModelName> {
  private static final Pattern RULE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  public ModelName {
    Expect.matching(
        "a model name",
        value,
        RULE,
        "lower-case letters, digits, dots and hyphens, with a letter or digit at both ends");
  }

  @Override
  public int compareTo(ModelName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
