package dev.turnout.orchestrator.rollout;

import java.util.Optional;

/**
 * Lets a rollout that waited for a place begin. Written by the orchestrator of the partition in
 * which places are given out, in the transaction in which it gave this one.
 */
public record AdmitRollout(CommandHeader header, RolloutId rolloutId) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    boolean waits =
        model.unfinished().filter(rollout -> rollout.id().equals(rolloutId)).isPresent()
            && !model.gates().of(Gate.Kind.LIMIT).isEmpty();
    return waits
        ? Decision.accept(new GateOpened(Gate.Kind.LIMIT, "", "a place is free", Optional.empty()))
        : new Decision.Unasked();
  }
}
