package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Goes on: past the present step, or to full weight at once.
 *
 * @param full whether to skip all remaining steps before the bake
 */
public record PromoteRollout(CommandHeader header, boolean full) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return Addressee.running(model, header, rollout -> promote(model, rollout, now.at()));
  }

  private Decision promote(Model model, Rollout rollout, Instant at) {
    Optional<String> refusal =
        whyHeld(model, rollout)
            .or(() -> whyNotNow(rollout))
            .or(() -> whyNotReady(model, rollout, at))
            .or(() -> whyNotJudged(rollout));
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    List<RolloutEvent> effects = new ArrayList<>();
    if (rollout.phase() instanceof Paused) {
      effects.add(new RolloutResumed(rollout.id(), header.actor()));
    }
    if (full) {
      effects.add(new FullPromotionRequested(rollout.id(), header.actor()));
      effects.addAll(Onward.toFullWeight(rollout, header.actor()));
    } else {
      effects.addAll(Onward.from(model, rollout, "promoted " + header.byWhom(), Optional.empty()));
    }
    return Decision.accept(effects);
  }

  private static Optional<String> whyHeld(Model model, Rollout rollout) {
    return model.gates().closed().stream()
        .findFirst()
        .map(
            gate ->
                "Expected rollout '%s' to be free to go on, but it is %s (%s)"
                    .formatted(rollout.id(), gate.inWords(), gate.cure()));
  }

  private Optional<String> whyNotNow(Rollout rollout) {
    StepPhase phase = rollout.phase().stepPhase().orElseThrow();
    if (!full) {
      return phase
          .whyNotPromotable()
          .map(
              why ->
                  "Expected rollout '%s' to wait or analyse, but %s (pause or abort it instead)"
                      .formatted(rollout.id(), why));
    }
    if (phase instanceof Testing) {
      return Optional.of(
          "Expected rollout '%s' to have passed its smoke test, but it is Testing (wait for the test)"
              .formatted(rollout.id()));
    }
    OptionalInt fullWeight = rollout.plan().fullWeightStep();
    if (fullWeight.isEmpty()) {
      return Optional.of(
          "Expected rollout '%s' to have a step that gives full weight, but it is a shadow that ends without a switch (promote without --full, or start a canary)"
              .formatted(rollout.id()));
    }
    Optional<Step> approval =
        rollout
            .plan()
            .steps()
            .subList(rollout.step(), Math.max(rollout.step(), fullWeight.getAsInt()))
            .stream()
            .filter(ApprovalStep.class::isInstance)
            .findFirst();
    if (approval.isPresent()) {
      return Optional.of(
          "Expected rollout '%s' to have its approvals, but the step '%s' would be skipped (approve it, or abort)"
              .formatted(rollout.id(), approval.get().inWords()));
    }
    return rollout.step() >= fullWeight.getAsInt()
            && !isBetweenBatches(rollout, fullWeight.getAsInt())
        ? Optional.of(
            "Expected rollout '%s' to have steps before full weight, but it is %s (promote without --full to end a bake)"
                .formatted(rollout.id(), phase.word()))
        : Optional.empty();
  }

  /** At the step that gives all traffic, but not all nodes have it. */
  private static boolean isBetweenBatches(Rollout rollout, int full) {
    return rollout.plan().step(full) instanceof SwitchNodesStep
        && !rollout.hasAllNodes()
        && !rollout.fast();
  }

  private static Optional<String> whyNotReady(Model model, Rollout rollout, Instant at) {
    List<Node> notReady = Situation.quiet(model, rollout, at).notReady();
    if (rollout.expected().isEmpty()) {
      return Optional.of(
          "Expected candidate %s to be ready, but no node has reported (start an agent)"
              .formatted(rollout.candidate()));
    }
    return notReady.stream()
        .findFirst()
        .map(
            node ->
                "Expected candidate %s to be ready on all nodes, but %s %s (wait for it)"
                    .formatted(rollout.candidate(), node.name(), state(rollout, node)));
  }

  private static String state(Rollout rollout, Node node) {
    if (node.lost()) {
      return "is lost";
    }
    return node.has(rollout.candidate(), VersionState.RETIRED)
        ? "does not have it yet"
        : "says " + node.statusOf(rollout.candidate()).state();
  }

  private static Optional<String> whyNotJudged(Rollout rollout) {
    return rollout
        .verdict()
        .filter(verdict -> verdict.kind() == Verdict.Kind.ROLLBACK)
        .map(
            verdict ->
                "Expected candidate %s not to be judged harmful, but it is: %s (abort)"
                    .formatted(rollout.candidate(), verdict.reason()));
  }
}
