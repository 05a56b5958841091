package dev.turnout.simulation;

import dev.turnout.agents.report.VersionTotals;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.routing.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened, as text. */
final class Transcript {
  private final List<String> tables = new ArrayList<>();
  private Optional<Instant> trouble = Optional.empty();
  private Optional<Instant> turnedBack = Optional.empty();
  private Optional<Instant> allBack = Optional.empty();

  void troubleAt(Instant at) {
    trouble = Optional.of(at);
  }

  void table(Instant at, RouteTable table) {
    tables.add(
        "%s epoch %d %s"
            .formatted(
                since(at),
                table.epoch(),
                table.versions().stream()
                    .map(route -> route.ref().version() + ": " + route.weight())
                    .collect(Collectors.joining(", ", "{", "}"))));
  }

  /** Notes when the last node has the candidate out of traffic after the trouble. */
  void step(Instant now, List<SimNode> nodes) {
    if (trouble.isEmpty() || allBack.isPresent()) {
      return;
    }
    boolean candidateServes =
        nodes.stream().filter(SimNode::isUp).anyMatch(node -> node.weightInForce("v2") > 0);
    if (!candidateServes && turnedBack.isEmpty()) {
      turnedBack = Optional.of(now);
    }
    allBack = turnedBack;
  }

  String of(Simulation world) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : world.orchestrator.journal()) {
      lines.add(since(entry.at()) + " " + Words.of(entry.event()));
    }
    lines.add("");
    lines.addAll(tables);
    lines.add("");
    RolloutView view = world.orchestrator.processor().view();
    view.attempt()
        .ifPresent(
            attempt ->
                lines.add(
                    "%s %s%s: %s"
                        .formatted(
                            attempt.rollout().id(),
                            attempt.phase(),
                            attempt.outcome().map(outcome -> " " + outcome).orElse(""),
                            attempt.reason())));
    lines.add(served(world, "v1"));
    lines.add(served(world, "v2"));
    lines.add(
        "nobody served %d".formatted(world.nodes.stream().mapToLong(SimNode::unserved).sum()));
    trouble.ifPresent(
        at ->
            lines.add(
                allBack
                    .map(back -> "from trouble to the last node back: " + inWords(at, back))
                    .orElse("v2 serves to the end")));
    return String.join("\n", lines) + "\n";
  }

  private static String served(Simulation world, String version) {
    List<VersionTotals> totals = world.nodes.stream().map(node -> node.totals(version)).toList();
    return "%s served %d, failed %d"
        .formatted(
            version,
            totals.stream().mapToLong(VersionTotals::requests).sum(),
            totals.stream().mapToLong(VersionTotals::errors).sum());
  }

  private static String since(Instant at) {
    return inWords(Simulation.START, at);
  }

  private static String inWords(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    return "%02d:%02d.%03d".formatted(time.toMinutes(), time.toSecondsPart(), time.toMillisPart());
  }
}
