package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Weight;
import java.util.ArrayList;
import java.util.List;

/** What makes a list of steps a plan. */
final class PlanRules {
  private static final int MOST_STEPS = 200;

  private PlanRules() {}

  static void check(List<Step> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a plan with at least one step, but got none (write {setWeight: 1.0})");
    }
    if (steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "Expected a plan of at most %d steps, but got %d (write fewer and longer ones)"
              .formatted(MOST_STEPS, steps.size()));
    }
    Weight weight = Weight.ZERO;
    Weight mirror = Weight.ZERO;
    for (int i = 0; i < steps.size(); i++) {
      checkStep(steps, i, weight, mirror);
      if (steps.get(i) instanceof SetWeightStep shift) {
        weight = shift.weight();
      }
      if (steps.get(i) instanceof MirrorStep copies) {
        mirror = copies.fraction();
      }
    }
    checkEnd(steps, weight, mirror);
  }

  private static void checkEnd(List<Step> steps, Weight weight, Weight mirror) {
    if (!mirror.isZero()) {
      throw new IllegalArgumentException(
          "Expected a plan that ends without copies, but it ends at mirror %s (add {mirror: 0})"
              .formatted(mirror));
    }
    boolean isShadow = weight.isZero() && steps.stream().anyMatch(MirrorStep.class::isInstance);
    if (!weight.isFull() && !isShadow) {
      throw new IllegalArgumentException(
          "Expected a plan that ends at weight 1, but it ends at %s (add {setWeight: 1.0})"
              .formatted(weight));
    }
  }

  private static void checkStep(List<Step> steps, int i, Weight before, Weight mirror) {
    Step step = steps.get(i);
    if (step instanceof MirrorStep copies) {
      checkMirror(i, copies, before, mirror);
    }
    if (step instanceof SetWeightStep && !mirror.isZero()) {
      throw refuse(
          i, step, "to have a mirror 0 before it", "copies and users would be counted together");
    }
    if (step instanceof SetWeightStep shift && shift.weight().compareTo(before) <= 0) {
      throw refuse(
          i, step, "to have a weight above the %s before it".formatted(before), "weights grow");
    }
    if (step instanceof AnalysisStep && before.isZero() && mirror.isZero()) {
      throw refuse(
          i,
          step,
          "to have a setWeight or a mirror before it",
          "without traffic nothing can be measured");
    }
    if (step instanceof BakeStep && !before.isFull()) {
      throw refuse(
          i, step, "to have a setWeight 1.0 before it", "use an analysis or a pause instead");
    }
    if (step instanceof RetireStep && (!before.isFull() || i != steps.size() - 1)) {
      throw refuse(i, step, "to be the last step, after setWeight 1.0", "move it to the end");
    }
  }

  private static void checkMirror(int i, MirrorStep step, Weight weight, Weight before) {
    if (!weight.isZero()) {
      throw refuse(
          i,
          step,
          "to come before the first setWeight",
          "a candidate that has users needs no copies");
    }
    if (step.fraction().equals(before)) {
      throw refuse(
          i,
          step,
          "to change the mirror of %s before it".formatted(before),
          before.isZero() ? "write {mirror: 0.1} to copy 10 %" : "remove it");
    }
  }

  private static IllegalArgumentException refuse(int i, Step step, String rule, String cure) {
    return new IllegalArgumentException(
        "Expected step %d (%s) %s (%s)".formatted(i + 1, step.inWords(), rule, cure));
  }

  static List<String> warnings(List<Step> steps) {
    List<String> warnings = new ArrayList<>();
    if (steps.stream().noneMatch(SmokeTestStep.class::isInstance)) {
      warnings.add("No smokeTest: only readiness is tested before the first user");
    }
    boolean promotes = steps.stream().anyMatch(SetWeightStep.class::isInstance);
    if (promotes && steps.stream().noneMatch(BakeStep.class::isInstance)) {
      warnings.add("No bake: trouble after the switch is not answered by switching back");
    }
    if (promotes && steps.stream().noneMatch(RetireStep.class::isInstance)) {
      warnings.add("No retire: the end does not wait until the old version has stopped");
    }
    if (smokeTestAfterTraffic(steps)) {
      warnings.add("A smokeTest comes after setWeight: users are served before it");
    }
    return List.copyOf(warnings);
  }

  private static boolean smokeTestAfterTraffic(List<Step> steps) {
    boolean traffic = false;
    for (Step step : steps) {
      traffic |= step instanceof SetWeightStep;
      if (traffic && step instanceof SmokeTestStep) {
        return true;
      }
    }
    return false;
  }
}
