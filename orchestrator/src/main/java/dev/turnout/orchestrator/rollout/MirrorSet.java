package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.MirrorRoute;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The share of the requests that is copied to the candidate changed.
 *
 * @param fraction 0 for none
 * @param compare what must be alike in both answers; empty compares the whole answers
 */
public record MirrorSet(RolloutId rolloutId, Weight fraction, List<AnswerRule> compare)
    implements RolloutEvent {
  public MirrorSet {
    compare = List.copyOf(compare);
  }

  /** No copies any more. */
  static MirrorSet none(RolloutId rolloutId) {
    return new MirrorSet(rolloutId, Weight.ZERO, List.of());
  }

  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> rollout.withMirror(route(rollout)).progressed(at));
  }

  private Optional<MirrorRoute> route(Rollout rollout) {
    return fraction.isZero()
        ? Optional.empty()
        : Optional.of(new MirrorRoute(rollout.candidate(), fraction, compare));
  }
}
