package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Past;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An equal candidate that is looked at every ten seconds for a whole day. */
final class DaySuite implements Suite {
  private static final String NAME = "day";
  private static final double DAY = 86_400;

  private final List<Measure> measures;

  DaySuite(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "False rollbacks of an equal candidate within 24 hours, all metrics, a look every 10 s";
  }

  @Override
  public boolean isQuick() {
    return false;
  }

  @Override
  public List<Cell> cells(Effort effort) {
    var traffic = new Traffic(10, .1);
    var scenario =
        Scenario.of(traffic, Candidate.SAME, DAY, Measure.ERRORS, measures.toArray(Measure[]::new));
    return List.of(
        new Cell(
            NAME,
            traffic.label(),
            scenario,
            traffic.step(Measure.ERRORS),
            2 * effort.runs(),
            this::lineup,
            Double.NaN));
  }

  private Map<String, Contestant> lineup(Past past) {
    var judge = new Turnout(Specs.of(measures), DAY, past);
    Map<String, Contestant> all = new LinkedHashMap<>();
    all.put(TURNOUT, judge.when(Kind.ROLLBACK));
    for (Measure measure : measures) {
      all.put(EqualSuite.column(measure, TURNOUT), judge.whenBlamed(measures.indexOf(measure)));
    }
    return all;
  }

  @Override
  public List<String> columns() {
    return List.copyOf(lineup(Past.UNKNOWN).keySet());
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(results.of(NAME), cell -> true, cell -> cell.of(TURNOUT).share())
        .atMost("false rollbacks in 24 hours, all metrics", 0.01).stream().toList();
  }
}
