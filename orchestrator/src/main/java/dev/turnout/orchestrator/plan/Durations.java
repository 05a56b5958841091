package dev.turnout.orchestrator.plan;

import java.time.Duration;

/** Durations as people write them in a rollout: {@code 90s}, {@code 10m}, {@code 1h30m}. */
public final class Durations {
  private Durations() {}

  /** The duration in words, to the millisecond; zero is {@code 0s}. */
  public static String inWords(Duration duration) {
    StringBuilder words = new StringBuilder();
    append(words, duration.toHours(), "h");
    append(words, duration.toMinutesPart(), "m");
    append(words, duration.toSecondsPart(), "s");
    append(words, duration.toMillisPart(), "ms");
    return words.isEmpty() ? "0s" : words.toString();
  }

  private static void append(StringBuilder words, long amount, String unit) {
    if (amount > 0) {
      words.append(amount).append(unit);
    }
  }
}
