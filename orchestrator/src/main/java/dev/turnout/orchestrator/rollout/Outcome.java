package dev.turnout.orchestrator.rollout;

/** How a rollout ended. */
public enum Outcome {
  PROMOTED,
  /** Promoted by a person who skipped steps. */
  FAST_PROMOTED,
  ROLLED_BACK,
  ABORTED,
  SUPERSEDED,
  INCONCLUSIVE,
  /** All steps are done, and none of them gives the candidate users: the stable version stays. */
  PASSED;

  /** Whether the candidate became the stable version. */
  public boolean isPromotion() {
    return this == PROMOTED || this == FAST_PROMOTED;
  }
}
