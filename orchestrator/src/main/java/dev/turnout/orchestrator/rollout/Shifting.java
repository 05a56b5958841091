package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The candidate's share grows: first the candidate must be ready on every node, then the weight is
 * set, then every node must have it in force.
 */
public record Shifting(Stage stage) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Shifting(newStage);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.of(
        "it is Shifting and goes on by itself when every node has the weight in force");
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    if (situation.isHeld() || !situation.hasNodes()) {
      return List.of();
    }
    if (!isSet(situation)) {
      return situation.notReady().isEmpty()
          ? List.of(new WeightSet(situation.rollout().id(), target(situation)))
          : List.of();
    }
    return situation.notAcknowledged().isEmpty()
        ? situation.completed("every node has weight %s in force".formatted(target(situation)))
        : List.of();
  }

  @Override
  public String reason(Situation situation) {
    if (!situation.hasNodes()) {
      return Situation.NO_NODES;
    }
    return isSet(situation) ? situation.waitingForEpoch() : situation.waitingForReady();
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.of(situation.deadlineFrom(stage.progressAt()));
  }

  private boolean isSet(Situation situation) {
    return situation.rollout().switched().isEmpty()
        && situation.rollout().weight().equals(target(situation));
  }

  private Weight target(Situation situation) {
    return ((SetWeightStep) situation.rollout().plan().step(stage.step())).weight();
  }
}
