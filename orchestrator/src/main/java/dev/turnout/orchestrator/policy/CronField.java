package dev.turnout.orchestrator.policy;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One of the five fields of a cron expression.
 *
 * @param least smallest value, such as 0 for minutes
 * @param greatest largest value, such as 59 for minutes
 * @param names words for the values from {@code least} on; empty if there are none
 */
record CronField(String what, int least, int greatest, List<String> names) {
  static final CronField MINUTE = new CronField("minute", 0, 59, List.of());
  static final CronField HOUR = new CronField("hour", 0, 23, List.of());
  static final CronField DAY_OF_MONTH = new CronField("day of the month", 1, 31, List.of());
  static final CronField MONTH =
      new CronField(
          "month",
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));

  /** Sunday is 0, and 7. */
  static final CronField DAY_OF_WEEK =
      new CronField(
          "day of the week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"));

  /**
   * The values that a text names: a star, a number or name, a range, each with a step if wanted, or
   * several of them with commas between.
   */
  BitSet parse(String text) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      add(part, values);
    }
    return values;
  }

  private void add(String part, BitSet values) {
    String[] stepped = part.split("/", -1);
    if (stepped.length > 2) {
      throw refuse(part);
    }
    int step = stepped.length == 2 ? number(stepped[1], part) : 1;
    String[] range = stepped[0].split("-", -1);
    boolean all = stepped[0].equals("*");
    if (step < 1 || range.length > 2) {
      throw refuse(part);
    }
    int from = all ? least : value(range[0], part);
    boolean open = all || (range.length == 1 && stepped.length == 2);
    int to = open ? greatest : value(range[range.length - 1], part);
    if (from > to) {
      throw refuse(part);
    }
    for (int value = from; value <= to; value += step) {
      values.set(value);
    }
  }

  private int value(String text, String part) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    int value = named >= 0 ? least + named : number(text, part);
    if (value < least || value > greatest) {
      throw refuse(part);
    }
    return value;
  }

  private int number(String text, String part) {
    if (!text.matches("[0-9]{1,4}")) {
      throw refuse(part);
    }
    return Integer.parseInt(text);
  }

  private IllegalArgumentException refuse(String part) {
    return new IllegalArgumentException(
        "Expected a %s from %d to %d%s, but got '%s' (write *, 5, 1-5, */15 or 1,3)"
            .formatted(what, least, greatest, names.isEmpty() ? "" : " or " + names.get(1), part));
  }
}
