package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The attempt is given up: the candidate's weight is 0, and the nodes that are not lost are waited
 * for, at most for the progress deadline.
 *
 * @param outcome how it will end; no success
 * @param reason why it is given up
 * @param step index of the step at which it was given up
 */
public record TurningBack(Outcome outcome, String reason, int step, Instant since)
    implements Phase {
  public TurningBack {
    if (outcome.isPromotion() || outcome == Outcome.PASSED) {
      throw new IllegalArgumentException(
          "Expected an outcome that gives the attempt up, but got " + outcome);
    }
  }

  public Ended toEnded(String why, Instant at) {
    return new Ended(outcome, why, at);
  }

  @Override
  public Optional<StepPhase> stepPhase() {
    return Optional.empty();
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    RolloutId id = situation.rollout().id();
    List<Node> waiting = waiting(situation);
    if (waiting.isEmpty()) {
      return List.of(new RolloutEnded(id, outcome, reason));
    }
    if (situation.isPastLimit(progressLimit(situation))) {
      String silent = "%s; %s has not acknowledged".formatted(reason, Situation.names(waiting));
      return List.of(new RolloutEnded(id, outcome, silent));
    }
    return List.of();
  }

  @Override
  public String reason(Situation situation) {
    List<Node> waiting = waiting(situation);
    return waiting.isEmpty()
        ? reason
        : "%s; waiting for %s to acknowledge".formatted(reason, Situation.names(waiting));
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.of(situation.deadlineFrom(since));
  }

  private static List<Node> waiting(Situation situation) {
    return situation.notAcknowledged().stream().filter(node -> !node.lost()).toList();
  }
}
