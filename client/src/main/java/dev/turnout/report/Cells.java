package dev.turnout.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a row by column, read as what they must be. Blank ones count as missing, and
 * defaults stand for those.
 */
record Cells(Map<String, String> values, Map<String, String> defaults) {

  Optional<String> get(String column) {
    return Optional.ofNullable(values.get(column))
        .filter(text -> !text.isBlank())
        .or(() -> Optional.ofNullable(defaults.get(column)))
        .map(String::strip);
  }

  boolean has(String column) {
    return get(column).isPresent();
  }

  String require(String column) {
    return get(column)
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a " + column + ", but it is missing"));
  }

  /** A whole number of at least 0. */
  Optional<Long> count(String column) {
    Optional<String> text = get(column);
    try {
      return text.map(Long::parseLong).map(Cells::notNegative);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected %s to be a whole number of at least 0, but got '%s'"
              .formatted(column, text.orElse("")),
          e);
    }
  }

  /** A finite number of at least 0; true and yes are 1, false and no are 0. */
  double amount(String column) {
    String text = require(column);
    return number(
        truth(text), column, "a number of at least 0, or true or false, but got '" + text + "'");
  }

  /** Finite numbers of at least 0, separated by commas, semicolons or blanks. */
  List<Double> amounts(String column) {
    return Arrays.stream(require(column).split("[,;\\s]+"))
        .map(text -> number(text, column, "numbers of at least 0, but got '" + text + "'"))
        .toList();
  }

  private static double number(String text, String column, String expected) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("Expected %s to be %s".formatted(column, expected));
  }

  private static String truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> "1";
      case "false", "no" -> "0";
      default -> text;
    };
  }

  private static Long notNegative(Long value) {
    if (value < 0) {
      throw new NumberFormatException();
    }
    return value;
  }
}
