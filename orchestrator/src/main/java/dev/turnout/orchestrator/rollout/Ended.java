package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The attempt is over. */
public record Ended(Outcome outcome, String reason, Instant at) implements Phase {
  @Override
  public Instant since() {
    return at;
  }

  @Override
  public Optional<StepPhase> stepPhase() {
    return Optional.empty();
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
