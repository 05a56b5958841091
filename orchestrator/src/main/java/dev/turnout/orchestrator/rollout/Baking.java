package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The candidate has all traffic and the old version stands by; trouble switches back at once. */
public record Baking(Stage stage, Duration duration) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Baking(newStage, duration);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.empty();
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    if (!situation.isOver(stage, duration) || situation.isHeld()) {
      return List.of();
    }
    String reason = "baked %s".formatted(Durations.inWords(duration));
    Optional<Evidence> evidence = situation.verdict().map(Verdict::evidence);
    return Onward.from(situation.model(), situation.rollout(), reason, evidence);
  }

  @Override
  public String reason(Situation situation) {
    return "baking until " + stage.since().plus(duration);
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of(stage.since().plus(duration));
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.of(situation.deadlineFrom(stage.after(duration)));
  }
}
