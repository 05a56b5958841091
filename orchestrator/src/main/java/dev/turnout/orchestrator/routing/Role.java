package dev.turnout.orchestrator.routing;

/** Part that a version plays in a table. */
public enum Role {
  STABLE,
  CANDIDATE
}
