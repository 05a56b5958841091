package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.Expect;

/** Who asks, for example {@code jane@example.com} or {@code pipeline/fraud-ci}. */
public record Actor(String value) {
  public Actor {
    Expect.present("an actor", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
