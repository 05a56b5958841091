package dev.turnout.orchestrator.analysis;

/** What follows when an analysis reaches its deadline undecided. */
public enum OnInconclusive {
  /** Wait for a person. */
  PAUSE,
  /** Send the traffic back. */
  ROLLBACK,
  /** Go on if {@link Evidence#noHarm()}; the candidate is then not shown to be safe. */
  PROMOTE_IF_NO_HARM
}
