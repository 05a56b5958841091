package dev.turnout.simulation;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.DesiredVersion;
import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.convergence.SmokeOrder;
import dev.turnout.agents.probe.ProbeRequest;
import dev.turnout.agents.probe.SmokeTest;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Role;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRoute;
import dev.turnout.orchestrator.telemetry.MetricReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Between the orchestrator's words and the agent's, without the wire between them. */
final class Translation {
  private Translation() {}

  static DesiredTable desired(RouteTable table) {
    return new DesiredTable(
        new RouteSnapshot(
            table.model().value(),
            table.epoch(),
            table.salt(),
            table.stickiness().name().map(Stickiness::header).orElse(Stickiness.none()),
            table.versions().stream()
                .sorted(Comparator.comparing(VersionRoute::role).reversed())
                .map(Translation::route)
                .toList(),
            List.of()),
        table.rollout().orElse(""),
        table.versions().stream().map(Translation::version).toList(),
        table.smokeTests().stream()
            .map(
                order ->
                    new SmokeOrder(order.testId(), order.version().value(), test(order.check())))
            .toList());
  }

  static AgentReport agentReport(
      String model, String node, String boot, long sequence, ModelState state) {
    SortedMap<Version, VersionStatus> versions = new TreeMap<>();
    state
        .versions()
        .forEach(
            version ->
                versions.put(
                    new Version(version.version()),
                    new VersionStatus(
                        VersionState.valueOf(version.phase().name()), text(version.reason()))));
    return new AgentReport(
        new ModelName(model),
        new NodeName(node),
        boot,
        sequence,
        state.epochInForce(),
        false,
        state.refusal(),
        versions,
        state.smokeTests().stream()
            .map(
                outcome ->
                    new SmokeTestResult(outcome.testId(), outcome.passed(), text(outcome.reason())))
            .toList());
  }

  static MetricReport metricReport(
      String model, String node, String boot, long sequence, List<VersionTotals> totals) {
    SortedMap<Version, Counts> versions = new TreeMap<>();
    totals.forEach(total -> versions.put(new Version(total.version()), counts(total)));
    return new MetricReport(new ModelName(model), new NodeName(node), boot, sequence, versions);
  }

  private static Counts counts(VersionTotals total) {
    Map<String, ScoreCounts> scores = new TreeMap<>();
    total
        .scores()
        .forEach(
            (outcome, score) -> scores.put(outcome, new ScoreCounts(score.total(), score.bad())));
    return new Counts(total.requests(), total.errors(), total.bins(), scores);
  }

  private static dev.turnout.agents.routing.VersionRoute route(VersionRoute route) {
    return new dev.turnout.agents.routing.VersionRoute(
        route.ref().version().value(), route.weight().value());
  }

  private static DesiredVersion version(VersionRoute route) {
    return new DesiredVersion(
        route.ref().version().value(),
        route.ref().source().orElse(""),
        route.role() == Role.CANDIDATE);
  }

  private static SmokeTest test(HttpCheck check) {
    ProbeRequest request =
        new ProbeRequest(
            check.method(),
            check.path(),
            check.headers(),
            check.body().orElse(""),
            check.timeout());
    return new SmokeTest(request, check.expectedStatus(), List.of());
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
