package dev.turnout.orchestrator.fleet;

/** Life of a version on a node. */
public enum VersionState {
  PREPARING,
  READY,
  FAILED,
  RETIRED
}
