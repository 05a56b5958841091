package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.routing.Expect;
import java.util.Optional;

/**
 * How many rollouts may be under way at a time.
 *
 * @param name unique among the limits of a policy
 * @param max a count from 1
 * @param perLabel key of a label: each of its values is counted apart, and rollouts without it are
 *     not counted; empty counts all together
 */
public record Limit(String name, int max, Optional<String> perLabel, Scope scope) {
  public Limit {
    Expect.present("the name of a limit", name);
    Expect.atLeast("a limit", max, 1);
    perLabel.ifPresent(key -> Expect.present("the key of a label", key));
  }

  /** For example {@code at most 3 rollouts at once}. */
  public String inWords() {
    return "at most %s %s at once%s"
        .formatted(
            max,
            max == 1 ? "rollout" : "rollouts",
            perLabel.map(" for each %s"::formatted).orElse(""));
  }
}
