package dev.turnout.agents.probe;

import java.time.Duration;

/**
 * How servers are checked.
 *
 * @param readiness what they are asked; default {@code GET /ping}
 * @param interval time between two checks of a server; default 1 s
 * @param timeout how long an answer may take; default 1 s
 * @param readyAfter checks in a row that make a server ready, from 1; default 1
 * @param unreadyAfter failed checks in a row that make it unready, from 1; default 3: too small
 *     takes one lost packet for a dead server, too large notices a dead one late
 */
public record HealthConfig(
    Readiness readiness, Duration interval, Duration timeout, int readyAfter, int unreadyAfter) {
  public HealthConfig {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("Expected an interval above 0, but got " + interval);
    }
    if (readyAfter < 1 || unreadyAfter < 1) {
      throw new IllegalArgumentException(
          "Expected thresholds from 1, but got %d and %d".formatted(readyAfter, unreadyAfter));
    }
  }

  /** Checks that ask one path. */
  public HealthConfig(
      String path, Duration interval, Duration timeout, int readyAfter, int unreadyAfter) {
    this(new HttpReadiness(path), interval, timeout, readyAfter, unreadyAfter);
  }

  /** The default question, each second. */
  public static HealthConfig defaults() {
    return of(HttpReadiness.usual());
  }

  /** Another question, each second. */
  public static HealthConfig of(Readiness readiness) {
    return new HealthConfig(readiness, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 3);
  }
}
