package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
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
    Optional<Node> node = model.fleet().node(report.node());
    Optional<RouteTable> table = model.routeTable();
    Optional<Rollout> rollout = model.unfinished();
    if (node.isEmpty()
        || table.isEmpty()
        || rollout.isEmpty()
        || table.get().epoch() != node.get().epochInForce()
        || table.get().mirror().isPresent()
        || !table.get().stickiness().equals(Stickiness.NONE)) {
      return new Split.Unknown();
    }
    return new Split.Random(
        table.get().weightOf(rollout.get().candidate(), report.node().value()).value());
  }
}
