package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Weight;
import java.util.ArrayList;
import java.util.List;

/** What makes a list of steps a plan. */
final class PlanRules {
  private static final int MOST_STEPS = 200;

  private final List<Step> steps;
  private Weight weight = Weight.ZERO;
  private Weight mirror = Weight.ZERO;
  private boolean nodesAreSwitched;

  private PlanRules(List<Step> steps) {
    this.steps = steps;
  }

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
    new PlanRules(steps).walk();
  }

  private void walk() {
    for (int i = 0; i < steps.size(); i++) {
      checkStep(i, steps.get(i));
      if (steps.get(i) instanceof SetWeightStep shift) {
        weight = shift.weight();
      } else if (steps.get(i) instanceof MirrorStep copies) {
        mirror = copies.fraction();
      } else if (steps.get(i) instanceof SwitchNodesStep batches) {
        nodesAreSwitched = true;
        weight = batches.isOfAllNodes() ? Weight.FULL : weight;
      }
    }
    checkEnd();
  }

  private void checkEnd() {
    if (!mirror.isZero()) {
      throw new IllegalArgumentException(
          "Expected a plan that ends without copies, but it ends at mirror %s (add {mirror: 0})"
              .formatted(mirror));
    }
    if (nodesAreSwitched && !weight.isFull()) {
      throw new IllegalArgumentException(
          "Expected a plan that ends with all nodes on the candidate, but it leaves those that no selector names (add {switchNodes: {maxUnavailable: 1}})");
    }
    boolean isShadow = weight.isZero() && steps.stream().anyMatch(MirrorStep.class::isInstance);
    if (!weight.isFull() && !isShadow) {
      throw new IllegalArgumentException(
          "Expected a plan that ends at weight 1, but it ends at %s (add {setWeight: 1.0})"
              .formatted(weight));
    }
  }

  private void checkStep(int i, Step step) {
    if (step instanceof MirrorStep copies) {
      checkMirror(i, copies);
    }
    if (step instanceof SetWeightStep shift) {
      checkNoCopies(i, step);
      checkWeight(i, shift);
    }
    if (step instanceof SwitchNodesStep) {
      checkNoCopies(i, step);
      checkNodes(i, step);
    }
    if (step instanceof AnalysisStep && !isServed() && mirror.isZero()) {
      throw refuse(
          i,
          step,
          "to have a setWeight or a mirror before it",
          "without traffic nothing can be measured");
    }
    if (step instanceof BakeStep && !weight.isFull()) {
      throw refuse(
          i, step, "to have a setWeight 1.0 before it", "use an analysis or a pause instead");
    }
    if (step instanceof RetireStep && (!weight.isFull() || i != steps.size() - 1)) {
      throw refuse(i, step, "to be the last step, after setWeight 1.0", "move it to the end");
    }
  }

  private boolean isServed() {
    return nodesAreSwitched || !weight.isZero();
  }

  private void checkNoCopies(int i, Step step) {
    if (!mirror.isZero()) {
      throw refuse(
          i, step, "to have a mirror 0 before it", "copies and users would be counted together");
    }
  }

  private void checkMirror(int i, MirrorStep step) {
    if (isServed()) {
      throw refuse(
          i,
          step,
          "to come before the first setWeight",
          "a candidate that has users needs no copies");
    }
    if (step.fraction().equals(mirror)) {
      throw refuse(
          i,
          step,
          "to change the mirror of %s before it".formatted(mirror),
          mirror.isZero() ? "write {mirror: 0.1} to copy 10 %" : "remove it");
    }
  }

  private void checkWeight(int i, SetWeightStep step) {
    if (step.weight().compareTo(weight) <= 0) {
      throw refuse(
          i, step, "to have a weight above the %s before it".formatted(weight), "weights grow");
    }
    if (nodesAreSwitched && !step.weight().isFull()) {
      throw refuse(
          i, step, "to have no switchNodes before it", "write setWeight 1.0 for all other nodes");
    }
  }

  private void checkNodes(int i, Step step) {
    if (weight.isFull()) {
      throw refuse(i, step, "to have nodes that are not switched yet", "remove it");
    }
    if (!weight.isZero()) {
      throw refuse(i, step, "to have no setWeight before it", "a node is switched as a whole");
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
    boolean promotes = steps.stream().anyMatch(PlanRules::givesTraffic);
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
      traffic |= givesTraffic(step);
      if (traffic && step instanceof SmokeTestStep) {
        return true;
      }
    }
    return false;
  }

  private static boolean givesTraffic(Step step) {
    return step instanceof SetWeightStep || step instanceof SwitchNodesStep;
  }
}
