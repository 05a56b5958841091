package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.telemetry.MetricReport;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A reporter's counters came. They decide through the judge alone. */
public record MetricsReported(MetricReport report, Instant at) implements Input {
  @Override
  public ModelName model() {
    return report.model();
  }

  @Override
  public List<RolloutEvent> take(Model model, Telemetry telemetry, PolicyInForce policy) {
    telemetry.measured(
        report,
        at,
        model.stable().map(VersionRef::version),
        model.unfinished().map(Rollout::candidate),
        split(model));
    return List.of();
  }

  /**
   * Known where no user sticks to a version, the reporter has the newest table in force, and the
   * candidate gets requests and not copies of them.
   */
  private Split split(Model model) {
    Optional<Rollout> rollout =
        model.unfinished().filter(known -> known.spec().stickiness().equals(Stickiness.NONE));
    Optional<Node> node =
        model.fleet().node(report.node()).filter(known -> known.epochInForce() == model.epoch());
    if (rollout.isEmpty() || node.isEmpty()) {
      return new Split.Unknown();
    }
    return model
        .routeTable()
        .filter(table -> table.mirror().isEmpty())
        .map(table -> table.weightOf(rollout.get().candidate(), report.node().value()))
        .<Split>map(weight -> new Split.Random(weight.value()))
        .orElseGet(Split.Unknown::new);
  }
}
