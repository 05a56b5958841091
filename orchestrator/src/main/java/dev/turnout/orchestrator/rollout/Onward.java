package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way forward through a plan: from step to step, and after the last one to the promotion. */
final class Onward {
  private Onward() {}

  /** The present step is done; the next one begins, or the attempt ends with success. */
  static List<RolloutEvent> from(Rollout rollout, String reason, Optional<Evidence> evidence) {
    int step = rollout.step();
    RolloutEvent completed = new StepCompleted(rollout.id(), step, reason, evidence);
    boolean last = step == rollout.plan().size() - 1;
    return List.of(
        completed,
        last
            ? new RolloutEnded(rollout.id(), rollout.success(), reason)
            : new StepEntered(rollout.id(), step + 1));
  }

  /** All steps up to the one that gives full weight are skipped; that one begins. */
  static List<RolloutEvent> toFullWeight(Rollout rollout, Actor actor) {
    List<RolloutEvent> events = new ArrayList<>();
    int target = rollout.plan().fullWeightStep().orElseThrow();
    for (int step = rollout.step(); step < target; step++) {
      String reason = "skipped by full promotion of " + actor;
      events.add(new StepCompleted(rollout.id(), step, reason, Optional.empty()));
    }
    if (rollout.mirror().isPresent()) {
      events.add(MirrorSet.none(rollout.id()));
    }
    events.add(new StepEntered(rollout.id(), target));
    return events;
  }
}
