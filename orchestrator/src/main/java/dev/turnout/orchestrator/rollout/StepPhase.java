package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.Optional;

/** A step of the plan is under way. */
public sealed interface StepPhase extends Phase
    permits Testing,
        Shifting,
        Switching,
        Mirroring,
        Analysing,
        Waiting,
        Approving,
        Baking,
        Retiring {

  Stage stage();

  /** The same phase with another stage. */
  StepPhase with(Stage stage);

  /** Why a person cannot go on to the next step; empty if they can. */
  Optional<String> whyNotPromotable();

  /** After somebody agreed. */
  default StepPhase approved(Approval approval) {
    return this;
  }

  /** After nodes were switched. */
  default StepPhase switched() {
    return this;
  }

  default StepPhase progressed(Instant at) {
    return with(stage().progressed(at));
  }

  default Paused toPaused(String reason) {
    return new Paused(this, reason);
  }

  default TurningBack toTurningBack(Outcome outcome, String reason, Instant at) {
    return new TurningBack(outcome, reason, stage().step(), at);
  }

  default Ended toEnded(Outcome outcome, String reason, Instant at) {
    return new Ended(outcome, reason, at);
  }

  @Override
  default Instant since() {
    return stage().since();
  }

  @Override
  default Optional<StepPhase> stepPhase() {
    return Optional.of(this);
  }
}
