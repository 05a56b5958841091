package dev.turnout.orchestrator.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Times that repeat, in the five fields of cron: minute, hour, day of the month, month, day of the
 * week. Where both days are restricted, either is enough.
 *
 * <p>A local time that a change of the clocks leaves out counts at the moment of the change; one
 * that comes twice counts the first time.
 */
final class Cron {
  /** A 29th of February may be eight years away. */
  private static final int FARTHEST_DAYS = 366 * 9;

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean eitherDay;

  private Cron(List<String> fields) {
    minutes = CronField.MINUTE.parse(fields.get(0));
    hours = CronField.HOUR.parse(fields.get(1));
    days = CronField.DAY_OF_MONTH.parse(fields.get(2));
    months = CronField.MONTH.parse(fields.get(3));
    weekdays = CronField.DAY_OF_WEEK.parse(fields.get(4));
    eitherDay = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
    if (weekdays.get(7)) {
      weekdays.set(0);
    }
  }

  /**
   * The times that a text such as {@code 0 18 * * FRI} names.
   *
   * @throws IllegalArgumentException if it is not a cron expression; the message says what to write
   */
  static Cron parse(String text) {
    List<String> fields = List.of(text.strip().split("\\s+"));
    if (fields.size() != 5) {
      throw new IllegalArgumentException(
          "Expected five fields, minute hour day month weekday, but got '%s' (write \"0 18 * * FRI\" for fridays at six)"
              .formatted(text));
    }
    return new Cron(fields);
  }

  /** The first time after another one; empty if there is none in the next nine years. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    LocalDate day = LocalDate.ofInstant(after, zone).minusDays(1);
    for (int i = 0; i < FARTHEST_DAYS; i++) {
      if (isOn(day)) {
        Optional<Instant> time = nextOn(day, after, rules);
        if (time.isPresent()) {
          return time;
        }
      }
      day = day.plusDays(1);
    }
    return Optional.empty();
  }

  private boolean isOn(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    boolean inMonth = days.get(day.getDayOfMonth());
    boolean inWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
    return eitherDay ? inMonth || inWeek : inMonth && inWeek;
  }

  private Optional<Instant> nextOn(LocalDate day, Instant after, ZoneRules rules) {
    for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int m = minutes.nextSetBit(0); m >= 0; m = minutes.nextSetBit(m + 1)) {
        Instant time = instant(day.atTime(LocalTime.of(hour, m)), rules);
        if (time.isAfter(after)) {
          return Optional.of(time);
        }
      }
    }
    return Optional.empty();
  }

  private static Instant instant(LocalDateTime local, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.get(0));
  }
}
