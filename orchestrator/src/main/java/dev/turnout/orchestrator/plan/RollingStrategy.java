package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Short form: smoke test, node after node with an analysis after each batch, bake, retire. With a
 * selector, a person promotes before any other node is touched.
 *
 * @param smokeTest request before the first user; empty tests readiness only
 * @param maxUnavailable most nodes of a batch
 * @param selector labels of the nodes that are switched before a person is asked; none for all
 * @param order selectors of nodes that go first
 * @param duration shortest time between two batches, longer than zero
 * @param bake time with all nodes on the candidate before the old version is retired, zero for none
 */
public record RollingStrategy(
    Optional<HttpCheck> smokeTest,
    NodeLimit maxUnavailable,
    Labels selector,
    List<Labels> order,
    Duration duration,
    Duration bake)
    implements Strategy {

  public RollingStrategy {
    order = List.copyOf(order);
    Expect.positive("the time between two batches", duration, "10m");
    Expect.notNegative("a bake", bake, "24h");
  }

  @Override
  public Plan expand(Optional<AnalysisSpec> analysis) {
    List<Step> steps = new ArrayList<>();
    smokeTest.map(SmokeTestStep::new).ifPresent(steps::add);
    if (!selector.isEmpty()) {
      addBatches(steps, selector);
      steps.add(PauseStep.untilPromoted());
    }
    addBatches(steps, Labels.NONE);
    if (!bake.isZero()) {
      steps.add(new BakeStep(bake));
    }
    steps.add(new RetireStep());
    return new Plan(steps);
  }

  private void addBatches(List<Step> steps, Labels those) {
    steps.add(new SwitchNodesStep(maxUnavailable, those, order));
    steps.add(AnalysisStep.of(duration));
  }
}
