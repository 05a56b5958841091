package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.telemetry.MetricReport;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;

/** A reporter's counters came. They decide through the judge alone. */
public record MetricsReported(MetricReport report, Instant at) implements Input {
  @Override
  public ModelName model() {
    return report.model();
  }

  @Override
  public List<RolloutEvent> take(Model model, Telemetry telemetry) {
    telemetry.measured(
        report,
        at,
        model.stable().map(VersionRef::version),
        model.unfinished().map(Rollout::candidate));
    return List.of();
  }
}
