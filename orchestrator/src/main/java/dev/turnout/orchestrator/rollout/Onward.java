package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way forward through a plan: from step to step, and after the last one to the promotion. */
final class Onward {
  private static final String NOT_COMPARED =
      "no node is left on the stable version to compare with";

  private Onward() {}

  /**
   * The present step is done; the next one begins, or the attempt ends with success. After the
   * analysis of a batch the next batch follows; after the last batch there is nothing to compare
   * with.
   */
  static List<RolloutEvent> from(
      Model model, Rollout rollout, String reason, Optional<Evidence> evidence) {
    Plan plan = rollout.plan();
    int step = rollout.step();
    List<RolloutEvent> events = new ArrayList<>();
    events.add(new StepCompleted(rollout.id(), step, reason, evidence));
    int next = step + 1;
    if (plan.isRepeated(step) && !isDone(model, rollout)) {
      next = step - 1;
    } else if (plan.isRepeated(next) && rollout.hasAllNodes()) {
      events.add(new StepCompleted(rollout.id(), next, NOT_COMPARED, Optional.empty()));
      next++;
    }
    events.add(
        next == plan.size()
            ? new RolloutEnded(rollout.id(), rollout.success(), reason)
            : new StepEntered(rollout.id(), next));
    return events;
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

  private static boolean isDone(Model model, Rollout rollout) {
    return Batches.of(model, rollout).filter(batches -> !batches.isDone()).isEmpty();
  }
}
