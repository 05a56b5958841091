package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt is doing now. The methods of the phases are the only legal moves between them.
 */
public sealed interface Phase permits Queued, StepPhase, Paused, TurningBack, Ended {

  /** The phase's word, for example {@code Analysing}. */
  default String word() {
    return getClass().getSimpleName();
  }

  /** When it began; a held phase began with its step. */
  Instant since();

  /**
   * The step's phase of a running attempt, also while it is paused; empty before it begins and once
   * it is given up or over.
   */
  Optional<StepPhase> stepPhase();

  /**
   * What follows from the situation without any command; empty while there is something to wait
   * for.
   */
  List<RolloutEvent> advance(Situation situation);

  /** Why it is in this phase and what it waits for, in a sentence. */
  String reason(Situation situation);

  /** Times at which this phase may move without any input. */
  List<Instant> dueAt(Situation situation);

  /** When the progress deadline ends the wait; empty while none applies. */
  Optional<Instant> progressLimit(Situation situation);
}
