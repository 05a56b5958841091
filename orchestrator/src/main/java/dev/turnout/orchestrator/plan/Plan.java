package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of an attempt, in order. Weights grow and end at 1; an analysis has traffic to watch; a
 * bake and the retirement come after full weight; retirement comes last.
 *
 * @param steps at least one
 */
public record Plan(List<Step> steps) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  public Plan {
    steps = List.copyOf(steps);
    PlanRules.check(steps);
  }

  public int size() {
    return steps.size();
  }

  /**
   * @param index from 0, below {@link #size()}
   */
  public Step step(int index) {
    return steps.get(index);
  }

  /** Sum of the steps' durations, at least a minute: how long the judge expects to watch. */
  public Duration expectedDuration() {
    Duration sum =
        steps.stream()
            .map(step -> step.accept(new StepDuration()))
            .reduce(Duration.ZERO, Duration::plus);
    return sum.compareTo(SHORTEST) > 0 ? sum : SHORTEST;
  }

  /** Index of the step that gives the candidate all traffic. */
  public int fullWeightStep() {
    int index = steps.size() - 1;
    while (!(steps.get(index) instanceof SetWeightStep)) {
      index--;
    }
    return index;
  }

  /**
   * The plan of a model's first version: there is nothing to compare with and nothing to retire.
   */
  public Plan forFirstVersion() {
    List<Step> first = new ArrayList<>();
    steps.stream().filter(SmokeTestStep.class::isInstance).findFirst().ifPresent(first::add);
    first.add(new SetWeightStep(Weight.FULL));
    return new Plan(first);
  }

  /** What is allowed but rarely meant, one sentence each; empty if nothing. */
  public List<String> warnings() {
    return PlanRules.warnings(steps);
  }
}
