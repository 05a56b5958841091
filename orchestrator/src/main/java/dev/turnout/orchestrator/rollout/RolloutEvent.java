package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/**
 * Something that happened to a model: one entry of its journal, and the only thing that changes it.
 */
public sealed interface RolloutEvent
    permits CommandAccepted,
        CommandRefused,
        RolloutStarted,
        StepEntered,
        StepCompleted,
        WeightSet,
        MirrorSet,
        VerdictReached,
        RolloutPaused,
        RolloutResumed,
        FullPromotionRequested,
        RolloutTurnedBack,
        RolloutEnded,
        NodeJoined,
        NodeLost,
        NodeLeft,
        EpochAcknowledged,
        VersionStateChanged,
        SmokeTestFinished,
        NodesSwitched,
        NodeLabelled,
        GateClosed,
        GateOpened,
        RolloutQueued,
        ApprovalGiven,
        PolicyApplied,
        PlaceRequested,
        PlaceGranted,
        PlaceLeft {

  /**
   * The model after this event; its epoch and sequence are counted by {@link Model#after}.
   *
   * @param at the entry's time
   */
  Model applyTo(Model model, Instant at);

  /** The event's word, for example {@code StepEntered}. */
  default String word() {
    return getClass().getSimpleName();
  }
}
