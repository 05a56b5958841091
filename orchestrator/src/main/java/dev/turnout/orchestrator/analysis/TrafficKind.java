package dev.turnout.orchestrator.analysis;

/** What the candidate answers. */
public enum TrafficKind {
  /** Copies of requests: nobody sees the answers. */
  MIRRORED,

  /** Users. */
  LIVE
}
