package dev.turnout.orchestrator.routing;

import java.time.Duration;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Checks of constructor arguments: each message names the thing, the rule, the value and the cure.
 */
public final class Expect {
  private static final int LONGEST_TEXT = 253;
  private static final int LONGEST_QUOTE = 100;

  private Expect() {}

  /** Returns {@code text} if it matches, or throws {@link IllegalArgumentException}. */
  public static String matching(String what, String text, Pattern rule, String inWords) {
    if (!rule.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Expected %s of %s, but got '%s'".formatted(what, inWords, quoted(text)));
    }
    return text;
  }

  /**
   * Returns {@code text} if it is not blank, holds no control character and has at most 253
   * characters.
   */
  public static String present(String what, String text) {
    if (text.isBlank()
        || text.length() > LONGEST_TEXT
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Expected %s of 1 to %d characters, none of them a control character, but got '%s'"
              .formatted(what, LONGEST_TEXT, quoted(text)));
    }
    return text;
  }

  /** As much of a text as belongs into a message: people read it, and the journal keeps it. */
  public static String quoted(String text) {
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
  }

  /** Returns {@code text} if it has at most {@code longest} characters. */
  public static String notLonger(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "Expected %s of at most %d characters, but got %d"
              .formatted(what, longest, text.length()));
    }
    return text;
  }

  /** Returns the things if there are not more of them than {@code most}. */
  public static <T extends Collection<?>> T notMore(String what, T things, int most) {
    if (things.size() > most) {
      throw new IllegalArgumentException(
          "Expected at most %d %s, but got %d".formatted(most, what, things.size()));
    }
    return things;
  }

  /** Returns {@code bytes} if there are not more than {@code most}. */
  public static int notLarger(String what, int bytes, int most) {
    if (bytes > most) {
      throw new IllegalArgumentException(
          "Expected %s of at most %d bytes, but got %d".formatted(what, most, bytes));
    }
    return bytes;
  }

  /** Returns {@code value} if it is at least {@code least}. */
  public static long atLeast(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Expected %s of at least %d, but got %d".formatted(what, least, value));
    }
    return value;
  }

  /** Returns {@code value} if it is longer than zero. */
  public static Duration positive(String what, Duration value, String cure) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "Expected %s longer than zero, but got %s (write %s)".formatted(what, value, cure));
    }
    return value;
  }

  /** Returns {@code value} if it is zero or longer. */
  public static Duration notNegative(String what, Duration value, String cure) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "Expected %s of zero or longer, but got %s (write %s)".formatted(what, value, cure));
    }
    return value;
  }
}
