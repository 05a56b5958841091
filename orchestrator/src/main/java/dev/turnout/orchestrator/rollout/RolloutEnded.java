package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/** The attempt is over; the routing is acknowledged. */
public record RolloutEnded(RolloutId rolloutId, Outcome outcome, String reason)
    implements RolloutEvent {
  @Override
  public Model applyTo(Model model, Instant at) {
    Model ended =
        model
            .change(rolloutId, rollout -> rollout.withPhase(new Ended(outcome, reason, at)))
            .withGates(model.gates().afterRollout());
    return outcome.isPromotion()
        ? ended.withStable(ended.rollout().map(rollout -> rollout.spec().candidate()))
        : ended;
  }
}
