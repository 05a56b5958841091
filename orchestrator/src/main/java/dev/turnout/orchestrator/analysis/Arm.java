package dev.turnout.orchestrator.analysis;

/** One side of the comparison. Both serve at the same time; only concurrent counts are compared. */
public enum Arm {
  /** The new version. */
  CANDIDATE,
  /** The version in production (stable, or blue). */
  BASELINE
}
