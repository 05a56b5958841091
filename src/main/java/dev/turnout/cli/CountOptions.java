package dev.turnout.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is counted, or what rows lack. */
final class CountOptions {
  @Option(names = "--model", paramLabel = "MODEL", description = "The model.")
  private @Nullable String model;

  @Option(names = "--version", paramLabel = "VERSION", description = "The version that answered.")
  private @Nullable String version;

  @Option(
      names = "--outcome",
      paramLabel = "NAME",
      description = "Name of the score, as in the rollout file (default: accuracy).")
  private @Nullable String outcome;

  @Option(names = "--correct", paramLabel = "COUNT", description = "Right answers.")
  private @Nullable String correct;

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      description = "Mean score of the labelled answers, from 0 to 1, of which more is better.")
  private @Nullable String score;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description = "Name of what should be rare, as in the rollout file, such as fallbacks.")
  private @Nullable String event;

  @Option(
      names = "--happened",
      paramLabel = "COUNT",
      description = "On how many of the total it happened.")
  private @Nullable String happened;

  @Option(
      names = "--total",
      paramLabel = "COUNT",
      description = "Labelled answers, or requests on which it could have happened (default: 1).")
  private @Nullable String total;

  @Option(
      names = "--histogram",
      paramLabel = "NAME",
      description = "Name of a value of which less is better, as in the rollout file.")
  private @Nullable String histogram;

  @Option(
      names = "--value",
      paramLabel = "VALUE",
      description = "The value, or several with commas between them.")
  private @Nullable String value;

  @Option(names = "--requests", paramLabel = "COUNT", description = "Requests.")
  private @Nullable String requests;

  @Option(names = "--errors", paramLabel = "COUNT", description = "Failed requests of those.")
  private @Nullable String errors;

  /** The given ones by the name of their column. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "model", model);
    put(values, "version", version);
    put(values, "outcome", outcome);
    put(values, "correct", correct);
    put(values, "score", score);
    put(values, "event", event);
    put(values, "happened", happened);
    put(values, "total", total);
    put(values, "histogram", histogram);
    put(values, "value", value);
    put(values, "requests", requests);
    put(values, "errors", errors);
    return values;
  }

  private static void put(Map<String, String> values, String column, @Nullable String value) {
    if (value != null) {
      values.put(column, value);
    }
  }
}
