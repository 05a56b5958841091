package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import java.time.Duration;

/**
 * The first requests of the candidate on a node, which say nothing about the version (cold caches,
 * compilation). A node is warm when both the time since its first candidate request and the number
 * of requests are reached. Until then its requests only feed the check for a catastrophe. Labelled
 * answers are judged from the first: a cold node is slow, not wrong.
 *
 * @param time zero or more
 * @param requests zero or more
 */
public record WarmUp(Duration time, long requests) {
  public static final WarmUp DEFAULT = new WarmUp(Duration.ofSeconds(60), 100);

  /** Every request counts. */
  public static final WarmUp NONE = new WarmUp(Duration.ZERO, 0);

  public WarmUp {
    Expect.atLeast("a warm-up", time, Duration.ZERO, "60s");
    Expect.atLeast("warm-up requests", requests, 0, "100");
  }
}
