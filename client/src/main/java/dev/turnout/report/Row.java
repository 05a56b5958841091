package dev.turnout.report;

import dev.turnout.output.Numbers;
import dev.turnout.schemas.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one row says of one version.
 *
 * @param facts at least one
 */
public record Row(String model, String version, List<Fact> facts) {
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
          "event",
          "happened",
          "histogram",
          "value",
          "requests",
          "errors");

  public Row {
    ModelName.require(model);
    if (version.isBlank() || version.length() > 128) {
      throw new IllegalArgumentException(
          "Expected a version of 1 to 128 characters, but got '%s'".formatted(version));
    }
    facts = List.copyOf(facts);
    if (facts.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected something to count: correct (and total), label and prediction, score,"
              + " event and happened, histogram and value, or requests");
    }
  }

  /**
   * Reads the values of one row; defaults fill columns that are missing or empty.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Row of(Map<String, String> values, Map<String, String> defaults) {
    Cells cells = new Cells(values, defaults);
    List<Fact> facts = new ArrayList<>();
    score(cells).ifPresent(facts::add);
    event(cells).ifPresent(facts::add);
    histogram(cells).ifPresent(facts::add);
    requests(cells).ifPresent(facts::add);
    if (facts.isEmpty() && cells.count("total").orElse(0L) > 0) {
      throw new IllegalArgumentException(
          "Expected correct, score or happened together with total, but all are missing");
    }
    return new Row(cells.require("model"), cells.require("version"), facts);
  }

  private static Optional<Fact> score(Cells cells) {
    requireTogether(cells, "label", "prediction");
    String outcome = cells.get("outcome").orElse("accuracy");
    if (cells.has("label")) {
      boolean right = same(cells.require("label"), cells.require("prediction"));
      return Optional.of(new Fact.Graded(outcome, 1, right ? 0 : 1));
    }
    if (cells.has("score")) {
      double score = cells.amount("score");
      if (score > 1) {
        throw new IllegalArgumentException(
            "Expected a score between 0 and 1, of which more is better, but got %s (divide it by the largest there is)"
                .formatted(Numbers.plain(score)));
      }
      return total(cells).map(total -> new Fact.Graded(outcome, total, total * (1 - score)));
    }
    if (cells.has("correct")) {
      double correct = counted(cells, "correct");
      return total(cells).map(total -> new Fact.Graded(outcome, total, total - correct));
    }
    return Optional.empty();
  }

  private static Optional<Fact> event(Cells cells) {
    requireTogether(cells, "event", "happened");
    if (!cells.has("event")) {
      return Optional.empty();
    }
    double happened = counted(cells, "happened");
    return total(cells).map(total -> new Fact.Graded(cells.require("event"), total, happened));
  }

  private static Optional<Fact> histogram(Cells cells) {
    requireTogether(cells, "histogram", "value");
    return cells.get("histogram").map(name -> new Fact.Measured(name, cells.amounts("value")));
  }

  private static Optional<Fact> requests(Cells cells) {
    long requests = cells.count("requests").orElse(0L);
    long errors = cells.count("errors").orElse(0L);
    return requests == 0 && errors == 0
        ? Optional.empty()
        : Optional.of(new Fact.Served(requests, errors));
  }

  /** How many of the total. */
  private static double counted(Cells cells, String column) {
    double counted = cells.amount(column);
    long total = total(cells).orElse(0L);
    if (counted > total) {
      throw new IllegalArgumentException(
          "Expected %s between 0 and the total of %d, but got %s"
              .formatted(column, total, Numbers.plain(counted)));
    }
    return counted;
  }

  /** One row is one answer if it does not say more; empty if it says none. */
  private static Optional<Long> total(Cells cells) {
    return Optional.of(cells.count("total").orElse(1L)).filter(total -> total > 0);
  }

  private static void requireTogether(Cells cells, String one, String other) {
    if (cells.has(one) != cells.has(other)) {
      throw new IllegalArgumentException(
          "Expected %s and %s together, but got only %s"
              .formatted(one, other, cells.has(one) ? one : other));
    }
  }

  /** Labels agree as texts, or as numbers: {@code 1} and {@code 1.0}. */
  private static boolean same(String label, String prediction) {
    if (label.equals(prediction)) {
      return true;
    }
    try {
      return Double.compare(Double.parseDouble(label), Double.parseDouble(prediction)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
