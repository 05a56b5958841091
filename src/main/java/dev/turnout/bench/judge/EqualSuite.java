package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Past;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Candidates that are equal to the baseline: every rollback is false. All metrics together. */
final class EqualSuite implements Suite {
  static final String NAME = "equal";
  private static final String ANY = "turnout, any metric";

  private final List<Measure> measures;

  EqualSuite(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  /** The name of a contestant that looks at one metric. */
  static String column(Measure measure, String contestant) {
    return DetectionSuite.nameOf(measure) + ": " + contestant;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "False rollbacks of candidates that are equal to the baseline, one hour";
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (Traffic traffic : effort.traffic()) {
      Measure[] all = measures.toArray(Measure[]::new);
      var scenario = Scenario.of(traffic, Candidate.SAME, Scenario.HOUR, Measure.ERRORS, all);
      cells.add(
          new Cell(
              NAME,
              traffic.label(),
              scenario,
              traffic.step(Measure.ERRORS),
              effort.runsWithoutRegression(),
              past -> lineup(past, scenario.seconds()),
              Double.NaN));
    }
    return cells;
  }

  private Map<String, Contestant> lineup(Past past, double seconds) {
    var judge = new Turnout(Specs.of(measures), seconds, past);
    Map<String, Contestant> all = new LinkedHashMap<>();
    all.put(ANY, judge.when(Kind.ROLLBACK));
    for (Measure measure : measures) {
      all.put(column(measure, DetectionSuite.TURNOUT), judge.whenBlamed(measures.indexOf(measure)));
      Rivals.of(measure, past).forEach((name, rival) -> all.put(column(measure, name), rival));
    }
    return all;
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(ANY));
    for (Measure measure : measures) {
      for (String name :
          List.of(
              DetectionSuite.TURNOUT,
              Rivals.KAYENTA,
              "argo 3 tuned",
              "flagger 5 tuned",
              "argo 3 doc")) {
        columns.add(column(measure, name));
      }
    }
    return columns;
  }

  @Override
  public List<Target> targets(Results results) {
    List<CellResult> cells = results.of(NAME);
    List<Target> targets = new ArrayList<>();
    new Worst(cells, cell -> true, cell -> cell.of(ANY).share())
        .atMost("false rollbacks in an hour, all metrics", AnalysisSpec.DEFAULT_ALPHA)
        .ifPresent(targets::add);
    if (!cells.isEmpty()) {
      targets.add(pooled(cells, "all metrics", ANY, AnalysisSpec.DEFAULT_ALPHA));
      for (Measure measure : measures) {
        targets.add(
            pooled(
                cells,
                DetectionSuite.nameOf(measure) + " alone",
                column(measure, DetectionSuite.TURNOUT),
                AnalysisSpec.DEFAULT_ALPHA / Specs.METRICS));
      }
    }
    return targets;
  }

  /** The runs of all cells together, because what is counted is rare. */
  private static Target pooled(
      List<CellResult> cells, String metrics, String column, double limit) {
    Times all = Times.pooled(cells.stream().map(cell -> cell.of(column)).toList());
    return Target.atMost(
        NAME,
        "false rollbacks in an hour, %s, any traffic".formatted(metrics),
        limit,
        all.share(),
        "%d of %d runs".formatted(all.decided(), all.runs()));
  }
}
