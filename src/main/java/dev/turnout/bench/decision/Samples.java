package dev.turnout.bench.decision;

import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import java.util.ArrayList;
import java.util.List;

/** What was measured, in milliseconds and in the order in which it came. */
final class Samples {
  private static final double P50_OF_FLOOR = 1.5;
  private static final double P99_OF_FLOOR = 3;
  private static final double ACKNOWLEDGED_MS = 250;
  private static final int PARTS = 5;

  private final List<Double> floor = new ArrayList<>();
  private final List<Double> alike = new ArrayList<>();
  private final List<Double> decisions = new ArrayList<>();
  private final List<Double> floorBesideAgents = new ArrayList<>();
  private final List<Double> decidedBesideAgents = new ArrayList<>();
  private final List<Double> acknowledged = new ArrayList<>();

  /** One of each. */
  void add(double least, double threeTopics, double decision) {
    floor.add(least);
    alike.add(threeTopics);
    decisions.add(decision);
  }

  /** One of each while the agents run. */
  void add(double least, Acknowledgements.Took took) {
    floorBesideAgents.add(least);
    decidedBesideAgents.add(took.decided());
    acknowledged.add(took.acknowledged());
  }

  Outcome outcome(DecisionScale scale) {
    String agents = "%d agents".formatted(scale.agents());
    return new Outcome(
        "decision",
        Machine.here(),
        "%,d decisions with as many canaries under way, %,d with %s"
            .formatted(scale.decisions(), scale.applied(), agents),
        List.of(
            section(
                "From a bad report to the route table, in milliseconds",
                List.of(
                    row("floor: one record, one topic", floor),
                    row("floor: three topics, as a decision", alike),
                    row("decision", decisions))),
            section(
                "The same beside " + agents + ", in milliseconds",
                List.of(
                    row("floor: one record, one topic", floorBesideAgents),
                    row("decision", decidedBesideAgents),
                    row("acknowledged by all", acknowledged)))),
        List.of(
            Goal.atMost("decision / floor, p50", ofFloor(0.5), P50_OF_FLOOR, ""),
            Goal.atMost(
                "decision / floor, p99",
                Spread.of(Spread.of(decisions).quantile(0.99) / Spread.of(floor).quantile(0.99)),
                P99_OF_FLOOR,
                ""),
            Goal.atMost(
                "acknowledged by %s, p99".formatted(agents),
                Spread.of(Spread.of(acknowledged).quantile(0.99)),
                ACKNOWLEDGED_MS,
                "ms")),
        notes(agents));
  }

  /** In each part of the run; in the whole if it is short. */
  private Spread ofFloor(double share) {
    int parts = decisions.size() < 10 * PARTS ? 1 : PARTS;
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = decisions.size() * part / parts;
      int to = decisions.size() * (part + 1) / parts;
      above.add(Spread.of(decisions.subList(from, to)).quantile(share));
      below.add(Spread.of(floor.subList(from, to)).quantile(share));
    }
    return Spread.ratios(above, below);
  }

  private static Section section(String title, List<List<Object>> rows) {
    return new Section(title, List.of("", "p50", "p90", "p99", "longest"), rows);
  }

  private static List<Object> row(String name, List<Double> values) {
    Spread all = Spread.of(values);
    return List.of(name, all.median(), all.quantile(0.9), all.quantile(0.99), all.highest());
  }

  private static List<String> notes(String agents) {
    return List.of(
        "The floor reads a record and writes it to another topic in one transaction with its offset, with the orchestrator's settings of clients, topics and broker, and no logic.",
        "A decision is read, judged, and written as journal entries, a route table and a state.",
        "Broker, orchestrator and %s with a proxy each share one process and its processors."
            .formatted(agents));
  }
}
