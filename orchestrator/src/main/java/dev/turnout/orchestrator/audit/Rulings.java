package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.plan.AnalysisStep;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.rollout.Outcome;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.VerdictReached;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that one policy decided in one attempt.
 *
 * @param all in the order of time
 */
public record Rulings(List<Ruling> all) {

  /** What it comes to. */
  public enum Decision {
    /** The judge found harm. */
    ROLLBACK,
    /** The last step that a judge guards was passed. */
    PASS,
    /** The time was over, and nothing was settled. */
    INCONCLUSIVE,
    /** The attempt was over before any of these. */
    UNDECIDED
  }

  public Rulings {
    all = List.copyOf(all);
  }

  /** When the judge first came to a verdict. */
  public Optional<Ruling> first(Verdict.Kind kind) {
    return first(
        ruling ->
            ruling.event() instanceof VerdictReached reached && reached.verdict().kind() == kind);
  }

  /**
   * When a step was passed.
   *
   * @param step index in the plan, from 0
   */
  public Optional<Ruling> pass(int step) {
    return first(ruling -> ruling.event() instanceof StepCompleted passed && passed.step() == step);
  }

  /** When traffic was sent back. */
  public Optional<Ruling> turnBack() {
    return first(ruling -> ruling.event() instanceof RolloutTurnedBack);
  }

  /**
   * What it comes to.
   *
   * @param plan of the attempt
   */
  public Decision decision(Plan plan) {
    if (first(Verdict.Kind.ROLLBACK).isPresent()) {
      return Decision.ROLLBACK;
    }
    if (lastPass(plan).isPresent()) {
      return Decision.PASS;
    }
    return first(Rulings::isInconclusive).isPresent() ? Decision.INCONCLUSIVE : Decision.UNDECIDED;
  }

  /** When the last step that a judge guards was passed. */
  public Optional<Ruling> lastPass(Plan plan) {
    return last(plan).flatMap(this::pass);
  }

  /** Whether a judge says when the step is over. */
  public static boolean isGuarded(Step step) {
    return step instanceof AnalysisStep || step instanceof BakeStep;
  }

  private static boolean isInconclusive(Ruling ruling) {
    return Ruling.isOfItself(ruling.event())
        || ruling.event() instanceof RolloutTurnedBack back
            && back.outcome() == Outcome.INCONCLUSIVE;
  }

  private static Optional<Integer> last(Plan plan) {
    for (int step = plan.size() - 1; step >= 0; step--) {
      if (isGuarded(plan.step(step))) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  private Optional<Ruling> first(Predicate<Ruling> wanted) {
    return all.stream().filter(wanted).findFirst();
  }
}
