package dev.turnout.orchestrator.statistics;

import java.time.Duration;
import java.util.Locale;

/**
 * Checks of constructor arguments; each message names the thing, the rule, the value and the cure.
 */
public final class Expect {
  private static final int LONGEST_NAME = 253;

  private Expect() {}

  public static void inClosed(String name, double value, double low, double high, String cure) {
    require(value >= low && value <= high, name, "[%s, %s]", low, high, value, cure);
  }

  public static void inLeftOpen(String name, double value, double low, double high, String cure) {
    require(value > low && value <= high, name, "(%s, %s]", low, high, value, cure);
  }

  public static void inRightOpen(String name, double value, double low, double high, String cure) {
    require(value >= low && value < high, name, "[%s, %s)", low, high, value, cure);
  }

  public static void inOpen(String name, double value, double low, double high, String cure) {
    require(value > low && value < high, name, "(%s, %s)", low, high, value, cure);
  }

  public static void atLeast(String name, long value, long least, String cure) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Expected %s of at least %d, but got %d (write %s)".formatted(name, least, value, cure));
    }
  }

  public static void atLeast(String name, Duration value, Duration least, String cure) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "Expected %s of at least %s, but got %s (write %s)".formatted(name, least, value, cure));
    }
  }

  public static void positive(String name, Duration value, String cure) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "Expected %s longer than zero, but got %s (write %s)".formatted(name, value, cure));
    }
  }

  public static void present(String what, String value, String cure) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected %s, but got '%s' (write %s)".formatted(what, value, cure));
    }
    if (value.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "Expected %s of at most %d characters, but got %d (write %s)"
              .formatted(what, LONGEST_NAME, value.length(), cure));
    }
  }

  private static void require(
      boolean kept,
      String name,
      String interval,
      double low,
      double high,
      double value,
      String cure) {
    if (!kept) {
      String range = interval.formatted(plain(low), plain(high));
      throw new IllegalArgumentException(
          "Expected %s in %s, but got %s (write %s)".formatted(name, range, plain(value), cure));
    }
  }

  /** A number as a person would write it: no trailing zeros, a dot in every locale. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
