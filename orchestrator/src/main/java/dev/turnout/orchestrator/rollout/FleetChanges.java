package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import dev.turnout.orchestrator.fleet.VersionStatus;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.SmokeTestOrder;
import dev.turnout.orchestrator.telemetry.Silence;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What changed on the nodes: one event per change, none per heartbeat. */
final class FleetChanges {
  private FleetChanges() {}

  /** The differences between a node's report and what is known of it. */
  static List<RolloutEvent> of(Model model, AgentReport report) {
    Optional<Node> known = model.fleet().node(report.node());
    if (report.leaving()) {
      return known.isPresent() ? List.of(new NodeLeft(report.node())) : List.of();
    }
    List<RolloutEvent> changes = new ArrayList<>();
    if (known.filter(node -> !node.lost()).isEmpty()) {
      changes.add(new NodeJoined(report.node()));
    }
    Node before = known.orElseGet(() -> Node.joined(report.node()));
    if (!report.labels().values().equals(before.labels())) {
      changes.add(new NodeLabelled(report.node(), report.labels()));
    }
    addEpoch(changes, model, before, report);
    addVersions(changes, before, report);
    addSmokeTests(changes, model, before, report);
    return changes;
  }

  /** Nodes that are silent for too long. */
  static List<RolloutEvent> bySilence(Model model, Telemetry telemetry) {
    List<RolloutEvent> changes = new ArrayList<>();
    for (Node node : model.fleet().all()) {
      silence(telemetry, node.name())
          .ifPresent(
              silent -> {
                if (node.lost() && mayForget(model) && silent.compareTo(Silence.FORGOTTEN) >= 0) {
                  changes.add(new NodeLeft(node.name()));
                } else if (!node.lost() && silent.compareTo(Silence.LOST) >= 0) {
                  changes.add(new NodeLost(node.name(), silent));
                }
              });
    }
    return changes;
  }

  /** When the next node's silence becomes too long. */
  static List<Instant> dueAt(Model model, Telemetry telemetry) {
    List<Instant> due = new ArrayList<>();
    for (Node node : model.fleet().all()) {
      Duration limit = node.lost() ? Silence.FORGOTTEN : Silence.LOST;
      telemetry.heardAt(node.name()).map(at -> at.plus(limit)).ifPresent(due::add);
    }
    return due;
  }

  private static boolean mayForget(Model model) {
    return model.unfinished().isEmpty();
  }

  private static Optional<Duration> silence(Telemetry telemetry, NodeName node) {
    return telemetry.heardAt(node).map(at -> Duration.between(at, telemetry.now()));
  }

  // A node cannot have a table in force that was never made: such a claim is ignored.
  private static void addEpoch(
      List<RolloutEvent> changes, Model model, Node before, AgentReport report) {
    long epoch = report.epochInForce();
    if (epoch != before.epochInForce() && epoch <= model.epoch()) {
      changes.add(new EpochAcknowledged(report.node(), epoch));
    }
  }

  private static void addVersions(List<RolloutEvent> changes, Node before, AgentReport report) {
    report
        .versions()
        .forEach(
            (version, status) -> {
              if (!before.has(version, status.state())) {
                changes.add(new VersionStateChanged(report.node(), version, status));
              }
            });
    before.versions().keySet().stream()
        .filter(version -> !report.versions().containsKey(version))
        .map(version -> new VersionStateChanged(report.node(), version, VersionStatus.ABSENT))
        .forEach(changes::add);
  }

  private static void addSmokeTests(
      List<RolloutEvent> changes, Model model, Node before, AgentReport report) {
    List<SmokeTestResult> news =
        report.smokeTests().stream()
            .filter(result -> before.resultOf(result.testId()).isEmpty())
            .toList();
    // Each heartbeat says the old ones again: what was ordered need not be looked up for them.
    if (news.isEmpty()) {
      return;
    }
    Set<String> ordered =
        model.routeTable().map(RouteTable::smokeTests).orElseGet(List::of).stream()
            .map(SmokeTestOrder::testId)
            .collect(Collectors.toSet());
    news.stream()
        .filter(result -> ordered.contains(result.testId()))
        .map(result -> new SmokeTestFinished(report.node(), result))
        .forEach(changes::add);
  }
}
