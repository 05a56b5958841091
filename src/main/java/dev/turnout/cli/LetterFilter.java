package dev.turnout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.cli.letters.Letter;
import dev.turnout.output.Failure;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;
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

  Predicate<Letter> filter(Topics topics, Instant now) {
    Predicate<Letter> filter = letter -> true;
    String wantedTopic = topic;
    if (wantedTopic != null) {
      String name = topicName(wantedTopic, topics);
      filter = filter.and(letter -> letter.content().topic().equals(name));
    }
    String wantedModel = model;
    if (wantedModel != null) {
      byte[] key = wantedModel.getBytes(UTF_8);
      filter = filter.and(letter -> Arrays.equals(letter.content().key(), key));
    }
    String wantedTime = since;
    if (wantedTime != null) {
      Instant from = time(wantedTime, now);
      filter = filter.and(letter -> !letter.at().isBefore(from));
    }
    return filter;
  }

  private static String topicName(String given, Topics topics) {
    String full = given.contains(".") ? given : topics.prefix() + "." + given;
    if (!topics.all().contains(full)) {
      throw Failure.invalid(
          "--topic: Expected one of the topics %s, but got '%s'", topics.all(), given);
    }
    return full;
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
