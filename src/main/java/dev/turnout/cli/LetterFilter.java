package dev.turnout.cli;

import dev.turnout.letters.LetterQuery;
import dev.turnout.output.Failure;
import dev.turnout.yaml.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class LetterFilter {
  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Letters from this topic: commands, metrics, agents or routes.")
  private @Nullable String topic;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Letters with this key, which names the model.")
  private @Nullable String model;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Letters of the last 2h, or since 2026-01-31T08:00:00Z.")
  private @Nullable String since;

  /** What is wanted, with so many letters at most. */
  LetterQuery query(Instant now, int last) {
    return new LetterQuery(
        Optional.ofNullable(topic),
        Optional.ofNullable(model),
        Optional.ofNullable(since).map(text -> time(text, now)),
        last);
  }

  private static Instant time(String text, Instant now) {
    try {
      return text.contains("T") ? Instant.parse(text) : now.minus(Durations.parse(text));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw Failure.invalid(
          "--since: Expected a duration such as 2h or a time such as 2026-01-31T08:00:00Z, but got '%s'",
          text);
    }
  }
}
