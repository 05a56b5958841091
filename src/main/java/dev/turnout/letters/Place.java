package dev.turnout.letters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record lies in its topic: {@code 2@17}.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record Place(int partition, long offset) implements Comparable<Place> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

  /**
   * Reads {@code PARTITION@OFFSET}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Place of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Expected a letter PARTITION@OFFSET such as 2@17, but got '%s'"
              .formatted(Plain.line(text, 60)));
    }
    return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public int compareTo(Place other) {
    return partition == other.partition
        ? Long.compare(offset, other.offset)
        : Integer.compare(partition, other.partition);
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
