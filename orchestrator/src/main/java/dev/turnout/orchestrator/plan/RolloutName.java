package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import java.util.regex.Pattern;

/**
 * Name of a rollout, for example {@code fraud-v2}.
 *
 * @param value lower-case letters, digits, dots and hyphens, 1 to 128 characters, a letter or digit
 *     at both ends
 */
public record RolloutName(String value) implements Comparable<RolloutName> {
  private static final Pattern RULE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,126}[a-z0-9])?");

  public RolloutName {
    Expect.matching(
        "a rollout name",
        value,
        RULE,
        "lower-case letters, digits, dots and hyphens, with a letter or digit at both ends");
  }

  @Override
  public int compareTo(RolloutName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
