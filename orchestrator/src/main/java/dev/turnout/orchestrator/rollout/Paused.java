package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Progress is held; the judge goes on, and a person is waited for without limit.
 *
 * @param inner the phase that is held
 * @param reason why
 */
public record Paused(StepPhase inner, String reason) implements Phase {
  /** Goes on where it was held; the deadlines start anew. */
  public StepPhase toResumed(Instant at) {
    return inner.progressed(at);
  }

  public TurningBack toTurningBack(Outcome outcome, String why, Instant at) {
    return inner.toTurningBack(outcome, why, at);
  }

  /** The step changes while it is held. */
  Paused with(StepPhase newInner) {
    return new Paused(newInner, reason);
  }

  @Override
  public Instant since() {
    return inner.since();
  }

  @Override
  public Optional<StepPhase> stepPhase() {
    return Optional.of(inner);
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    return List.of();
  }

  @Override
  public String reason(Situation situation) {
    return reason;
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.empty();
  }
}
