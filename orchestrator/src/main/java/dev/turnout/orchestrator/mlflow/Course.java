package dev.turnout.orchestrator.mlflow;

import dev.turnout.orchestrator.mlflow.RolloutDecision.Kind;
import dev.turnout.orchestrator.mlflow.RolloutDecision.Mark;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.RetireStep;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepEntered;
import java.util.Locale;
import java.util.Optional;

/**
 * The attempt that is under way for a model, as far as the registry is concerned.
 *
 * @param model of the attempt
 * @param started its first event
 */
record Course(String model, RolloutStarted started) {

  /** What an event of this attempt decides; empty if nothing that the registry must know. */
  Optional<RolloutDecision> decided(RolloutEvent event, Mark mark) {
    if (event instanceof StepEntered entered && isOwn(entered.rolloutId().value())) {
      Step step = started.plan().step(entered.step());
      return step instanceof BakeStep || step instanceof RetireStep
          ? Optional.of(decision(Kind.LIVE, RolloutDecision.SWITCHED, mark))
          : Optional.empty();
    }
    if (event instanceof RolloutTurnedBack back && isOwn(back.rolloutId().value())) {
      return Optional.of(decision(Kind.BACK, word(back.outcome().name()), mark));
    }
    if (event instanceof RolloutEnded ended && isOwn(ended.rolloutId().value())) {
      Kind kind = ended.outcome().isPromotion() ? Kind.LIVE : Kind.BACK;
      return Optional.of(decision(kind, word(ended.outcome().name()), mark));
    }
    return Optional.empty();
  }

  private RolloutDecision decision(Kind kind, String outcome, Mark mark) {
    return new RolloutDecision(
        model,
        started.rolloutId().value(),
        kind,
        outcome,
        mark,
        started.spec().candidate(),
        started.stable());
  }

  /** {@code RolledBack} for {@code ROLLED_BACK}. */
  static String word(String outcome) {
    StringBuilder word = new StringBuilder();
    for (String part : outcome.split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  private boolean isOwn(String rolloutId) {
    return started.rolloutId().value().equals(rolloutId);
  }
}
