package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Optional;

/**
 * The attempt is given up: the candidate's weight is 0 and it gets no copies from now on.
 *
 * @param outcome how the attempt will end
 * @param reason why
 * @param evidence what the decision rests on; empty when a person or a deadline decided
 */
public record RolloutTurnedBack(
    RolloutId rolloutId, Outcome outcome, String reason, Optional<Evidence> evidence)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(
        rolloutId,
        rollout ->
            rollout
                .phase()
                .stepPhase()
                .map(inner -> inner.toTurningBack(outcome, reason, at))
                .map(
                    back ->
                        rollout
                            .withPhase(back)
                            .withWeight(Weight.ZERO)
                            .withMirror(Optional.empty()))
                .orElse(rollout));
  }
}
