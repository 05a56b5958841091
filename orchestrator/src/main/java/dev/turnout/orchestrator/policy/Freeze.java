package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.routing.Expect;

/**
 * Times in which no rollout goes on.
 *
 * @param name unique among the freezes of a policy
 * @param reason why, in a sentence; may be empty
 */
public record Freeze(String name, String reason, Schedule schedule, Scope scope) {
  private static final int LONGEST_REASON = 1000;

  public Freeze {
    Expect.present("the name of a freeze", name);
    Expect.notLonger("the reason of a freeze", reason, LONGEST_REASON);
  }
}
