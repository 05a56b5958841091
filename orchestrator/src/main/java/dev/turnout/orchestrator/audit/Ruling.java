package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutPaused;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.VerdictReached;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was decided about a candidate, or would have been by another policy.
 *
 * @param step index of the step that was under way, from 0
 * @param weight the candidate's share at that time
 * @param event a verdict, the end of a step, a pause, or that traffic was sent back
 */
public record Ruling(Instant at, int step, Weight weight, RolloutEvent event) {

  /** Whether the event is of a kind that a policy decides. */
  static boolean is(RolloutEvent event) {
    return event instanceof VerdictReached
        || event instanceof StepCompleted
        || event instanceof RolloutTurnedBack
        || isOfItself(event);
  }

  /** Whether the policy holds the rollout by itself, rather than a person. */
  static boolean isOfItself(RolloutEvent event) {
    return event instanceof RolloutPaused paused && paused.actor().isEmpty();
  }

  /** What it rests on; empty where nothing was measured. */
  public Optional<Evidence> evidence() {
    return RecordedEvidence.of(event);
  }

  /** The decision's own sentence. */
  public String reason() {
    if (event instanceof VerdictReached reached) {
      return reached.verdict().reason();
    }
    if (event instanceof StepCompleted completed) {
      return completed.reason();
    }
    return event instanceof RolloutTurnedBack back
        ? back.reason()
        : ((RolloutPaused) event).reason();
  }
}
