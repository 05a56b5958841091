package dev.turnout.cli.audit;

import dev.turnout.orchestrator.audit.Until;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.output.Failure;
import dev.turnout.yaml.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a person writes when something was. */
public final class PastTimes {
  private static final Pattern ENTRY = Pattern.compile("#([0-9]{1,18})");
  private static final Pattern OFFSET =
      Pattern.compile("(?:[A-Za-z0-9._-]*\\.)?([a-z]+)(?:-([0-9]{1,9}))?@([0-9]{1,18})");

  private PastTimes() {}

  /**
   * A time such as {@code 2026-11-21T10:00:00Z}, or a duration before now such as {@code 2h}.
   *
   * @throws IllegalArgumentException saying what to write
   */
  public static Instant time(String text) {
    try {
      return text.indexOf('T') > 0
          ? OffsetDateTime.parse(text).toInstant()
          : Instant.now().minus(Durations.parse(text));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Expected a time, but got '%s' (write 2026-11-21T10:00:00Z, or 2h for two hours ago)"
              .formatted(text),
          e);
    }
  }

  /**
   * The same, or an entry of the journal such as {@code #17}, or an input such as {@code
   * metrics@3400} or {@code metrics-0@3400}.
   *
   * @param partition in which the model lies
   * @throws Failure saying what to write
   */
  static Until moment(String text, int partition) {
    Matcher entry = ENTRY.matcher(text);
    if (entry.matches()) {
      return new Until.Entry(Long.parseLong(entry.group(1)));
    }
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      requirePartition(text, offset, partition);
      return new Until.Offset(topic(text, offset.group(1)), Long.parseLong(offset.group(3)));
    }
    try {
      return new Until.Time(time(text));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid(
          "Expected a time, an entry or an input, but got '%s' (write 2026-11-21T10:00:00Z, 10m, #17"
              + " or metrics@3400)",
          text);
    }
  }

  private static void requirePartition(String text, Matcher offset, int partition) {
    if (offset.group(2) != null && Integer.parseInt(offset.group(2)) != partition) {
      throw Failure.invalid(
          "Expected an input of the model, which lies in partition %d, but got '%s' (write %s-%d@%s)",
          partition, text, offset.group(1), partition, offset.group(3));
    }
  }

  private static InputTopic topic(String text, String name) {
    for (InputTopic topic : InputTopic.values()) {
      if (topic.name().toLowerCase(Locale.ROOT).equals(name)) {
        return topic;
      }
    }
    throw Failure.invalid(
        "Expected an offset of commands, agents or metrics, but got '%s' (write metrics@3400)",
        text);
  }
}
