package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The steps of an attempt, in order. Weights grow and end at 1, or all nodes are switched one after
 * the other, or weights stay 0 in a shadow that ends without a switch; copies end before the first
 * user; an analysis has traffic to watch; a bake and the retirement come after full weight;
 * retirement comes last.
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

  /**
   * Sum of the steps' durations, at least a minute: how long the judge expects to watch.
   *
   * @param nodes how many nodes there are, a count from 0
   */
  public Duration expectedDuration(int nodes) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < steps.size(); i++) {
      int batches = repeatedAfter(i).map(batch -> batches(batch, nodes)).orElse(1);
      sum = sum.plus(steps.get(i).accept(new StepDuration(batches)));
    }
    return sum.compareTo(SHORTEST) > 0 ? sum : SHORTEST;
  }

  /** The step whose batches this step follows, each of them; empty if it is done once. */
  public Optional<SwitchNodesStep> repeatedAfter(int index) {
    return index > 0
            && index < steps.size()
            && steps.get(index) instanceof AnalysisStep
            && steps.get(index - 1) instanceof SwitchNodesStep batches
        ? Optional.of(batches)
        : Optional.empty();
  }

  /** Whether the step is done once for each batch of the step before it. */
  public boolean isRepeated(int index) {
    return repeatedAfter(index).isPresent();
  }

  /** Index of the step that gives the candidate all traffic; empty if none does. */
  public OptionalInt fullWeightStep() {
    return IntStream.range(0, steps.size())
        .filter(
            i -> steps.get(i) instanceof SetWeightStep || steps.get(i) instanceof SwitchNodesStep)
        .reduce((earlier, later) -> later);
  }

  /** Whether the candidate gets all traffic in the end: a mere shadow ends without a switch. */
  public boolean promotes() {
    return fullWeightStep().isPresent();
  }

  /** What the candidate answers in its course. */
  public EnumSet<TrafficKind> traffic() {
    EnumSet<TrafficKind> kinds = EnumSet.noneOf(TrafficKind.class);
    if (steps.stream().anyMatch(MirrorStep.class::isInstance)) {
      kinds.add(TrafficKind.MIRRORED);
    }
    if (promotes()) {
      kinds.add(TrafficKind.LIVE);
    }
    return kinds;
  }

  /**
   * The plan of a model's first version: there is nothing to compare with and nothing to retire,
   * but who must be asked is asked. Only for a plan that {@link #promotes}.
   */
  public Plan forFirstVersion() {
    List<Step> first = new ArrayList<>();
    steps.stream().filter(SmokeTestStep.class::isInstance).findFirst().ifPresent(first::add);
    steps.stream().filter(ApprovalStep.class::isInstance).forEach(first::add);
    first.add(new SetWeightStep(Weight.FULL));
    return new Plan(first);
  }

  private static int batches(SwitchNodesStep step, int nodes) {
    int most = step.maxUnavailable().of(nodes);
    return Math.max(1, (nodes + most - 1) / most);
  }

  /** What is allowed but rarely meant, one sentence each; empty if nothing. */
  public List<String> warnings() {
    return PlanRules.warnings(steps);
  }
}
