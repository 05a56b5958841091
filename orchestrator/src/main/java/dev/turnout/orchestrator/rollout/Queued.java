package dev.turnout.orchestrator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The attempt was accepted and has not begun, because a gate is closed: no node knows its candidate
 * yet.
 */
public record Queued(Instant since) implements Phase {
  @Override
  public Optional<StepPhase> stepPhase() {
    return Optional.empty();
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    return situation.model().gates().areOpen()
        ? List.of(new StepEntered(situation.rollout().id(), 0))
        : List.of();
  }

  @Override
  public String reason(Situation situation) {
    return "waiting to begin";
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
