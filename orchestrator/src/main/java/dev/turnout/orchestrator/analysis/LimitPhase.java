package dev.turnout.orchestrator.analysis;

/** What is known about an absolute limit. */
public enum LimitPhase {
  /** The candidate keeps it, as far as is known. */
  KEPT,
  /** The candidate broke it; the baseline has not been heard since. */
  BREACHED,
  /** The candidate broke it and the baseline did not. */
  BROKEN,
  /** Both broke it: an incident, not the candidate. */
  INCIDENT
}
