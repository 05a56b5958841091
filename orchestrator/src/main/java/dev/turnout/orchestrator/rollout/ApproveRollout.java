package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.ApprovalStep;
import java.util.Optional;

/** Agrees that the attempt goes on past its present step. */
public record ApproveRollout(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.running(model, header, rollout -> approve(model, rollout));
  }

  private Decision approve(Model model, Rollout rollout) {
    Optional<StepPhase> phase = rollout.phase().stepPhase().filter(Approving.class::isInstance);
    if (phase.isEmpty()) {
      return Decision.reject(
          "Expected rollout '%s' to wait for an approval, but it is %s (approve it when it is Approving)",
          rollout.id(), rollout.phase().word());
    }
    ApprovalStep step = (ApprovalStep) rollout.plan().step(rollout.step());
    if (!step.isApprover(header.actor().value())) {
      return Decision.reject(
          "Expected an approval by one of %s, but got one by '%s' (ask one of them)",
          step.approvers(), header.actor());
    }
    if (step.notByStarter() && model.starter().filter(header.actor()::equals).isPresent()) {
      return Decision.reject(
          "Expected an approval by somebody else than '%s', who started the rollout, but got theirs (ask another person)",
          header.actor());
    }
    if (((Approving) phase.get()).wasApprovedBy(header.actor())) {
      return Decision.reject(
          "Expected an approval by another person, but '%s' has approved already (ask somebody else)",
          header.actor());
    }
    return Decision.accept(
        new ApprovalGiven(rollout.id(), rollout.step(), header.actor(), header.reason()));
  }
}
