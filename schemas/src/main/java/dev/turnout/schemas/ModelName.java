package dev.turnout.schemas;

import java.util.regex.Pattern;

/**
 * The rule for the name of a model, which is the key of every record: 1 to 63 lower-case letters,
 * digits, {@code '-'} and {@code '.'}, beginning and ending with a letter or digit, so that it can
 * be a file name, a label and part of a host name everywhere.
 */
public final class ModelName {

  /** The rule as a regular expression that must match the whole name. */
  public static final String REGEX = "[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?";

  private static final Pattern PATTERN = Pattern.compile(REGEX);

  private ModelName() {}

  public static boolean isValid(String name) {
    return PATTERN.matcher(name).matches();
  }

  /**
   * Returns the name.
   *
   * @throws IllegalArgumentException when it breaks the rule; the message says what to write
   */
  public static String require(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "Expected a model name of 1 to 63 lower-case letters, digits, '-' or '.' between letters or digits, but got '%s' (such as 'fraud' or 'fraud-eu.v2')"
              .formatted(name.length() > 100 ? name.substring(0, 100) + "…" : name));
    }
    return name;
  }
}
