package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import java.time.Duration;

/**
 * When a block of concurrent counts closes and becomes evidence. Counts and time decide, never
 * outcomes: "close when an error arrives" would void the error rates.
 *
 * @param enough observations in the smaller arm that close a block at once, 1 or more
 * @param patient age at which one observation in each arm is enough
 * @param longest age at which a block closes in any case, not shorter than {@code patient}
 */
public record BlockRule(long enough, Duration patient, Duration longest) {
  public static final BlockRule DEFAULT =
      new BlockRule(8, Duration.ofSeconds(10), Duration.ofSeconds(60));

  public BlockRule {
    Expect.atLeast("observations for a block", enough, 1, "8");
    Expect.positive("a block age", patient, "10s");
    Expect.atLeast("a longest block age", longest, patient, "60s");
  }

  boolean closes(double smallerArm, Duration age) {
    return smallerArm >= enough
        || (smallerArm >= 1 && age.compareTo(patient) >= 0)
        || age.compareTo(longest) >= 0;
  }
}
