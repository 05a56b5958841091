package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import java.time.Duration;

/**
 * When silence means something. An arm is stale when more than {@code nodes} of the nodes that
 * reported it have been silent for {@code after}. Fewer nodes that stay away are forgotten after
 * twice {@code rollbackAfter}.
 *
 * @param nodes share of an arm's nodes, in [0, 1)
 * @param after silence that freezes the evidence, longer than zero
 * @param rollbackAfter silence of the candidate alone that ends in a rollback, not shorter than
 *     {@code after}
 */
public record Staleness(double nodes, Duration after, Duration rollbackAfter) {
  public static final Staleness DEFAULT =
      new Staleness(0.5, Duration.ofSeconds(15), Duration.ofSeconds(60));

  public Staleness {
    Expect.inRightOpen("a share of silent nodes", nodes, 0, 1, "0.5 for half of them");
    Expect.positive("a silence", after, "15s");
    Expect.atLeast("a silence that rolls back", rollbackAfter, after, "60s");
  }
}
