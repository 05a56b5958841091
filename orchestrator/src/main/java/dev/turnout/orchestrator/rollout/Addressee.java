package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import java.util.Optional;
import java.util.function.Function;

/** Finds the attempt that a command is for. */
final class Addressee {
  private Addressee() {}

  /** The decision about the attempt that is not over, or a refusal that says why there is none. */
  static Decision unfinished(
      Model model, CommandHeader header, Function<Rollout, Decision> decision) {
    return known(
        model,
        header,
        rollout ->
            rollout.phase() instanceof Ended ended
                ? Decision.reject(
                    "Expected rollout '%s' to be running, but it ended as %s (start or retry it first)",
                    rollout.id(), ended.outcome())
                : decision.apply(rollout));
  }

  /** The decision about an attempt that is neither over nor given up, or a refusal. */
  static Decision running(Model model, CommandHeader header, Function<Rollout, Decision> decision) {
    return unfinished(
        model,
        header,
        rollout ->
            rollout.phase() instanceof TurningBack back
                ? Decision.reject(
                    "Expected rollout '%s' to be running, but it is already turning back: %s (wait for its end)",
                    rollout.id(), back.reason())
                : decision.apply(rollout));
  }

  /** The decision about the present or last attempt, or a refusal. */
  static Decision known(Model model, CommandHeader header, Function<Rollout, Decision> decision) {
    Optional<Rollout> rollout = model.rollout();
    if (rollout.isEmpty()) {
      return Decision.reject(
          "Expected a rollout of model '%s', but there was none yet (start one)", model.name());
    }
    Optional<RolloutName> meant = header.rollout();
    if (meant.isPresent() && !meant.get().equals(rollout.get().name())) {
      return Decision.reject(
          "Expected the present rollout of model '%s', which is '%s', but got '%s' (name the present one)",
          model.name(), rollout.get().name(), meant.get());
    }
    return decision.apply(rollout.get());
  }
}
