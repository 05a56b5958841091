package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.plan.AnalysisStep;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.MirrorStep;
import dev.turnout.orchestrator.plan.PauseStep;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.RetireStep;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.plan.SmokeTestStep;
import dev.turnout.orchestrator.plan.StepVisitor;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Finds the stages of a plan: each step with a time of its own, at the share it has. */
final class Stages implements StepVisitor<Void> {
  private static final int ASSUMED_NODES = 10;

  private final double beta;
  private final int nodes;
  private final List<Stage> stages = new ArrayList<>();
  private int batch;
  private double weight;
  private double mirror;

  private Stages(double beta, int nodes) {
    this.beta = beta;
    this.nodes = nodes > 1 ? nodes : ASSUMED_NODES;
  }

  /**
   * @param beta of the analysis, for steps without one of their own
   * @param nodes how many nodes share the traffic; 1 if nobody said, then ten are assumed where
   *     nodes are switched one after the other
   */
  static List<Stage> of(Plan plan, double beta, int nodes) {
    Stages stages = new Stages(beta, nodes);
    plan.steps().forEach(step -> step.accept(stages));
    return List.copyOf(stages.stages);
  }

  @Override
  public Void setWeight(SetWeightStep step) {
    weight = step.weight().value();
    return null;
  }

  @Override
  public Void mirror(MirrorStep step) {
    mirror = step.fraction().value();
    return null;
  }

  @Override
  public Void switchNodes(SwitchNodesStep step) {
    batch = step.maxUnavailable().of(nodes);
    weight = (double) batch / nodes;
    return null;
  }

  @Override
  public Void analysis(AnalysisStep step) {
    OptionalDouble gate = OptionalDouble.of(step.beta().orElse(beta));
    for (int switched = batch; switched > 0 && switched < nodes; switched += batch) {
      weight = (double) switched / nodes;
      add(step.duration(), gate);
    }
    if (batch == 0) {
      return add(step.duration(), gate);
    }
    batch = 0;
    weight = 1;
    return null;
  }

  @Override
  public Void pause(PauseStep step) {
    // Before the first user there is nothing to judge; and how long a person waits is unknown.
    return step.duration().isPresent() && (weight > 0 || mirror > 0)
        ? add(step.duration().get(), OptionalDouble.empty())
        : null;
  }

  @Override
  public Void approval(ApprovalStep step) {
    return null;
  }

  @Override
  public Void bake(BakeStep step) {
    return add(step.duration(), OptionalDouble.empty());
  }

  @Override
  public Void smokeTest(SmokeTestStep step) {
    return null;
  }

  @Override
  public Void retire(RetireStep step) {
    return null;
  }

  private Void add(Duration duration, OptionalDouble gate) {
    boolean copied = mirror > 0;
    double share = copied ? mirror : weight;
    stages.add(new Stage(stages.size() + 1, share, copied, duration, gate));
    return null;
  }
}
