package dev.turnout.cli.report;

import dev.turnout.cli.output.Numbers;
import dev.turnout.schemas.ModelName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one row adds to the counters of one version.
 *
 * @param outcome name of the score, for example {@code accuracy}
 * @param total labelled answers, a count
 * @param bad sum of their badness, in [0, total]
 * @param requests requests, a count
 * @param errors failed ones of those, a count
 */
public record Row(
    String model,
    String version,
    String outcome,
    long total,
    double bad,
    long requests,
    long errors) {
  /** The columns of a CSV file and the keys of a JSON line. */
  public static final Set<String> COLUMNS =
      Set.of(
          "model",
          "version",
          "outcome",
          "correct",
          "total",
          "label",
          "prediction",
          "score",
          "requests",
          "errors");

  public Row {
    ModelName.require(model);
    if (version.isBlank() || version.length() > 128) {
      throw new IllegalArgumentException(
          "Expected a version of 1 to 128 characters, but got '%s'".formatted(version));
    }
    if (outcome.isBlank() || outcome.length() > 128) {
      throw new IllegalArgumentException(
          "Expected an outcome such as accuracy, but got '%s'".formatted(outcome));
    }
    if (total < 0 || !(bad >= 0 && bad <= total)) {
      throw new IllegalArgumentException(
          "Expected correct answers between 0 and the total of %d, but got %s"
              .formatted(total, plain(total - bad)));
    }
    if (errors < 0 || errors > requests) {
      throw new IllegalArgumentException(
          "Expected errors between 0 and the %d requests, but got %d".formatted(requests, errors));
    }
    if (total == 0 && requests == 0) {
      throw new IllegalArgumentException(
          "Expected something to count: correct (and total), label and prediction, score, or requests");
    }
  }

  /**
   * Reads the values of one row; defaults fill columns that are missing or empty.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Row of(Map<String, String> values, Map<String, String> defaults) {
    Cells cells = new Cells(values, defaults);
    Optional<String> label = cells.get("label");
    Optional<String> prediction = cells.get("prediction");
    if (label.isPresent() != prediction.isPresent()) {
      throw new IllegalArgumentException(
          "Expected label and prediction together, but got only one of them");
    }
    long total = cells.count("total").orElse(0L);
    double correct = 0;
    if (label.isPresent()) {
      total = 1;
      correct = same(label.get(), prediction.get()) ? 1 : 0;
    } else if (cells.get("score").isPresent()) {
      total = 1;
      correct = number("score", cells.require("score"));
    } else if (cells.get("correct").isPresent()) {
      total = cells.get("total").isPresent() ? total : 1;
      correct = number("correct", truth(cells.require("correct")));
    } else if (total > 0) {
      throw new IllegalArgumentException("Expected correct together with total, but it is missing");
    }
    return new Row(
        cells.require("model"),
        cells.require("version"),
        cells.get("outcome").orElse("accuracy"),
        total,
        total - correct,
        cells.count("requests").orElse(0L),
        cells.count("errors").orElse(0L));
  }

  /** Labels agree as texts, or as numbers: {@code 1} and {@code 1.0}. */
  private static boolean same(String label, String prediction) {
    if (label.strip().equals(prediction.strip())) {
      return true;
    }
    try {
      return Double.compare(Double.parseDouble(label), Double.parseDouble(prediction)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> "1";
      case "false", "no" -> "0";
      default -> text;
    };
  }

  private static double number(String column, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "Expected %s to be a number of at least 0, or true or false, but got '%s'"
            .formatted(column, text));
  }

  private static String plain(double value) {
    return Numbers.plain(value);
  }

  private record Cells(Map<String, String> values, Map<String, String> defaults) {
    Optional<String> get(String column) {
      return Optional.ofNullable(values.get(column))
          .filter(text -> !text.isBlank())
          .or(() -> Optional.ofNullable(defaults.get(column)));
    }

    String require(String column) {
      return get(column)
          .orElseThrow(
              () -> new IllegalArgumentException("Expected a " + column + ", but it is missing"));
    }

    Optional<Long> count(String column) {
      Optional<String> text = get(column);
      try {
        return text.map(String::strip).map(Long::parseLong).map(Cells::notNegative);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "Expected %s to be a whole number of at least 0, but got '%s'"
                .formatted(column, text.orElse("")),
            e);
      }
    }

    private static Long notNegative(Long value) {
      if (value < 0) {
        throw new NumberFormatException();
      }
      return value;
    }
  }
}
