package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.statistics.Expect;
import java.time.Duration;

/**
 * What will be observed of both versions together.
 *
 * @param requestsPerSecond above 0
 * @param nodes that share the requests evenly, 1 or more; each warms the candidate up
 * @param labelled share of the requests whose truth comes back, in [0, 1]
 * @param labelDelay mean time until it does, zero or more; delays are taken as exponential
 */
public record Traffic(double requestsPerSecond, int nodes, double labelled, Duration labelDelay) {
  public static final int DEFAULT_NODES = 1;
  public static final double DEFAULT_LABELLED = 0.2;
  public static final Duration DEFAULT_LABEL_DELAY = Duration.ofMinutes(2);

  public Traffic {
    if (!(requestsPerSecond > 0 && requestsPerSecond <= 1e9)) {
      throw new IllegalArgumentException(
          "Expected a traffic above 0, but got %s requests per second (write 50/s)"
              .formatted(requestsPerSecond));
    }
    Expect.atLeast("a number of nodes", nodes, 1, "1");
    Expect.inClosed("a share of labelled requests", labelled, 0, 1, "0.2 for 20 %");
    Expect.atLeast("a label delay", labelDelay, Duration.ZERO, "2m");
  }

  /** This many requests per second, the rest as usual. */
  public static Traffic of(double requestsPerSecond) {
    return new Traffic(requestsPerSecond, DEFAULT_NODES, DEFAULT_LABELLED, DEFAULT_LABEL_DELAY);
  }
}
