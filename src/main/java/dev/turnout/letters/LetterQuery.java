package dev.turnout.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.output.Failure;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which dead letters are wanted.
 *
 * @param topic from which they came, such as {@code metrics} or its whole name; empty for any
 * @param model their key; empty for any
 * @param since when they were put there at the earliest; empty for ever
 * @param last most letters, the newest, in [1, 10000]
 */
public record LetterQuery(
    Optional<String> topic, Optional<String> model, Optional<Instant> since, int last) {
  /** The longest list. */
  public static final int MOST = 10_000;

  public LetterQuery {
    if (last < 1 || last > MOST) {
      throw Failure.invalid("--last: Expected 1 to %d letters, but got %d", MOST, last);
    }
  }

  /**
   * Whether a letter is wanted, but for the number of them.
   *
   * @throws Failure if there is no such topic
   */
  public Predicate<Letter> filter(Topics topics) {
    Optional<String> from = topic.map(given -> topicName(given, topics));
    Optional<byte[]> key = model.map(name -> name.getBytes(UTF_8));
    return letter ->
        from.map(letter.content().topic()::equals).orElse(true)
            && key.map(wanted -> Arrays.equals(letter.content().key(), wanted)).orElse(true)
            && since.map(begin -> !letter.at().isBefore(begin)).orElse(true);
  }

  private static String topicName(String given, Topics topics) {
    String full = given.contains(".") ? given : topics.prefix() + "." + given;
    if (!topics.all().contains(full)) {
      throw Failure.invalid(
          "--topic: Expected one of the topics %s, but got '%s'", topics.all(), given);
    }
    return full;
  }
}
