package dev.turnout.orchestrator.routing;

import java.util.regex.Pattern;

/**
 * Name of one build of a model, for example {@code v2}; unique within its model.
 *
 * @param value letters, digits, dots, underscores and hyphens, 1 to 128 characters, a letter or
 *     digit first
 */
public record Version(String value) implements Comparable<Version> {
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  public Version {
    Expect.matching(
        "a version",
        value,
        RULE,
        "letters, digits, dots, underscores and hyphens, with a letter or digit first");
  }

  @Override
  public int compareTo(Version other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
