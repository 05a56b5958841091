package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.MirrorStep;
import dev.turnout.orchestrator.routing.MirrorRoute;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The share of the requests that the candidate gets copies of changes: first the candidate must be
 * ready on every node, then the share is set, then every node must have it in force. Copies end
 * whatever the judge waits for.
 */
public record Mirroring(Stage stage) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Mirroring(newStage);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.of(
        "it is Mirroring and goes on by itself when every node has the copies in force");
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    MirrorStep step = step(situation);
    boolean mayGoOn = !situation.isHeld() || step.fraction().isZero();
    if (!mayGoOn || !situation.hasNodes()) {
      return List.of();
    }
    if (!isSet(situation)) {
      return step.fraction().isZero() || situation.notReady().isEmpty()
          ? List.of(new MirrorSet(situation.rollout().id(), step.fraction(), step.compare()))
          : List.of();
    }
    return situation.notAcknowledged().isEmpty()
        ? situation.completed(done(situation, step))
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
    Weight now = situation.rollout().mirror().map(MirrorRoute::fraction).orElse(Weight.ZERO);
    return now.equals(step(situation).fraction());
  }

  private String done(Situation situation, MirrorStep step) {
    if (!step.fraction().isZero()) {
      return "every node copies %s of the requests".formatted(step.fraction());
    }
    boolean last = stage.step() == situation.rollout().plan().size() - 1;
    return (last ? "passed in the shadow; " : "") + "no node copies requests any more";
  }

  private MirrorStep step(Situation situation) {
    return (MirrorStep) situation.rollout().plan().step(stage.step());
  }
}
