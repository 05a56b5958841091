package dev.turnout.simulation;

import dev.turnout.agents.report.VersionTotals;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened, as text. */
final class Transcript implements Simulation.Observer {
  private final Simulation world;
  private final List<String> tables = new ArrayList<>();
  private Optional<Instant> trouble = Optional.empty();
  private Optional<Instant> turnedBack = Optional.empty();
  private Optional<Instant> allBack = Optional.empty();

  private Transcript(Simulation world) {
    this.world = world;
  }

  /** Of all that happens from now on. */
  static Transcript of(Simulation world) {
    Transcript transcript = new Transcript(world);
    world.observe(transcript);
    return transcript;
  }

  @Override
  public void trouble(Instant at) {
    trouble = Optional.of(at);
  }

  @Override
  public void tables(Instant at, List<RouteTable> fresh) {
    fresh.forEach(table -> table(at, table));
  }

  private void table(Instant at, RouteTable table) {
    tables.add(
        "%s epoch %d %s"
            .formatted(
                since(at),
                table.getEpoch(),
                table.getVersions().stream()
                        .map(route -> route.getVersion() + ": " + new Weight(route.getWeight()))
                        .collect(Collectors.joining(", ", "{", "}"))
                    + copies(table)
                    + switched(table)));
  }

  private static String copies(RouteTable table) {
    return table.getMirror() == null
        ? ""
        : " copies %s to %s"
            .formatted(new Weight(table.getMirror().getFraction()), table.getMirror().getVersion());
  }

  private static String switched(RouteTable table) {
    return table.getCandidateNodes().isEmpty()
        ? ""
        : ", all of v2: " + String.join(", ", table.getCandidateNodes());
  }

  /** Notes when the last node has the candidate out of traffic after the trouble. */
  @Override
  public void step(Instant now) {
    if (trouble.isEmpty() || allBack.isPresent()) {
      return;
    }
    boolean candidateServes =
        world.nodes().stream()
            .filter(SimNode::isUp)
            .anyMatch(node -> node.weightInForce("v2") > 0 || node.copiesTo("v2"));
    if (!candidateServes && turnedBack.isEmpty()) {
      turnedBack = Optional.of(now);
    }
    allBack = turnedBack;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    for (Entry entry : world.onlooker().journal()) {
      lines.add(since(entry.at()) + " " + Words.of(entry.event()));
    }
    lines.add("");
    lines.addAll(tables);
    lines.add("");
    RolloutView view = world.onlooker().view();
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
    lines.add(served("v1"));
    lines.add(served("v2"));
    lines.add(
        "nobody served %d".formatted(world.nodes().stream().mapToLong(SimNode::unserved).sum()));
    trouble.ifPresent(
        at ->
            lines.add(
                allBack
                    .map(back -> "from trouble to the last node back: " + inWords(at, back))
                    .orElse("v2 serves to the end")));
    return String.join("\n", lines) + "\n";
  }

  private String served(String version) {
    List<VersionTotals> totals = world.nodes().stream().map(node -> node.totals(version)).toList();
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
