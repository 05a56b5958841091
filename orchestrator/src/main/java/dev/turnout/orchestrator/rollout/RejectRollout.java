package dev.turnout.orchestrator.rollout;

import java.util.Optional;

/** Refuses the approval that an attempt waits for: it is given up. */
public record RejectRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.running(
        model,
        header,
        rollout ->
            rollout.phase().stepPhase().filter(Approving.class::isInstance).isEmpty()
                ? Decision.reject(
                    "Expected rollout '%s' to wait for an approval, but it is %s (abort it instead)",
                    rollout.id(), rollout.phase().word())
                : Decision.accept(
                    new RolloutTurnedBack(
                        rollout.id(),
                        Outcome.ABORTED,
                        "rejected " + header.byWhom(),
                        Optional.empty())));
  }
}
