package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pause of the plan. The judge goes on.
 *
 * @param duration its length; empty waits for a person without limit
 */
public record Waiting(Stage stage, Optional<Duration> duration) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Waiting(newStage, duration);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.empty();
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    boolean over = duration.filter(length -> situation.isOver(stage, length)).isPresent();
    return over && !situation.isHeld()
        ? situation.completed("waited " + Durations.inWords(duration.get()))
        : List.of();
  }

  @Override
  public String reason(Situation situation) {
    return duration
        .map(length -> "waiting until " + stage.since().plus(length))
        .orElse("waiting for a promote command");
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return duration.map(stage.since()::plus).stream().toList();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return duration.map(length -> situation.deadlineFrom(stage.after(length)));
  }
}
