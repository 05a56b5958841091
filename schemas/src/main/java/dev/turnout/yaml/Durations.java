package dev.turnout.yaml;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 1h30m}. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,12}(?:ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS = units();

  private Durations() {}

  /**
   * Reads whole numbers with the units {@code d, h, m, s, ms}, one or several in a row.
   *
   * @throws IllegalArgumentException saying what to write
   */
  public static Duration parse(String text) {
    if (text.length() > 40 || !WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Expected a duration such as 500ms, 30s, 10m, 1h30m or 24h, but got '%s'"
              .formatted(text.length() > 40 ? text.substring(0, 40) + "…" : text));
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return sum;
  }

  /** Writes a duration so that {@link #parse} reads it, cut to milliseconds. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    long rest = duration.toMillis();
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long count = rest / unit.getValue().toMillis();
      if (count > 0) {
        text.append(count).append(unit.getKey());
        rest -= count * unit.getValue().toMillis();
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static Duration unit(String name) {
    Duration unit = UNITS.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("Expected a unit of time, but got " + name);
    }
    return unit;
  }

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    return units;
  }
}
