package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.Expect;

/**
 * Unique id of a command, usually a UUID; a command that arrives twice changes nothing the second
 * time.
 */
public record CommandId(String value) {
  public CommandId {
    Expect.present("the id of a command", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
