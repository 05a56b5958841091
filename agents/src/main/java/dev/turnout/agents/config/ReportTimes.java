package dev.turnout.agents.config;

import java.time.Duration;

/**
 * How often the agent reports although nothing changed.
 *
 * @param metrics from one metric report to the next, in [100 ms, 1 min]; default 1 s; too small
 *     costs bandwidth, too large delays every verdict
 * @param heartbeat from one agent report to the next, in [100 ms, 5 s]; default 1 s; a node that is
 *     silent for 15 s counts as lost
 */
public record ReportTimes(Duration metrics, Duration heartbeat) {
  private static final Duration LEAST = Duration.ofMillis(100);

  public ReportTimes {
    requireIn("metrics", metrics, Duration.ofMinutes(1));
    requireIn("heartbeat", heartbeat, Duration.ofSeconds(5));
  }

  public static ReportTimes defaults() {
    return new ReportTimes(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private static void requireIn(String what, Duration value, Duration greatest) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          "Expected %s from %s to %s, but got %s".formatted(what, LEAST, greatest, value));
    }
  }
}
