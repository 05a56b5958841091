package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Fleet;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the grid leaves out: errors and latency together, answers that are half right, and nodes
 * that split their requests unevenly while the busiest with the candidate also fail most.
 */
final class OtherSuite implements Suite {
  private static final String NAME = "other";
  private static final String EQUAL = "equal";
  private static final String NODES = "uneven nodes";
  private static final String GRADED = "graded";

  private final List<Measure> measures;

  OtherSuite(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Several metrics at once, graded answers, uneven nodes; 100 req/s, 10 % or as told";
  }

  @Override
  public boolean isQuick() {
    return false;
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    addMixed(cells, effort);
    addGraded(cells, effort);
    addNodes(cells, effort);
    return cells;
  }

  private void addMixed(List<Cell> cells, Effort effort) {
    if (!measures.contains(Measure.LATENCY)) {
      return;
    }
    var slow = LatencyChange.shift(1.1);
    add(cells, "all metrics: errors x4", new Candidate(4, 0, 1, 0, LatencyChange.NONE, 0), effort);
    add(cells, "all metrics: latency x1.1", new Candidate(1, 0, 1, 0, slow, 0), effort);
    add(cells, "all metrics: both", new Candidate(4, 0, 1, 0, slow, 0), effort);
  }

  private void add(List<Cell> cells, String label, Candidate candidate, Effort effort) {
    var scenario =
        Scenario.of(
            new Traffic(100, .1),
            candidate,
            Scenario.HOUR,
            Measure.ERRORS,
            measures.toArray(Measure[]::new));
    cells.add(cell(label, scenario, Specs.of(measures), 1, effort.runs()));
  }

  private static void addGraded(List<Cell> cells, Effort effort) {
    Measure measure = Measure.ACCURACY;
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    candidates.put(EQUAL, Candidate.SAME);
    candidates.putAll(Grid.regressions(measure));
    candidates.forEach(
        (label, candidate) -> {
          var scenario =
              Scenario.of(new Traffic(100, .1), candidate, Scenario.HOUR, measure).withGrades();
          cells.add(
              cell(
                  GRADED + " answers: " + label,
                  scenario,
                  Specs.oneOfThree(measure),
                  scenario.traffic().step(measure),
                  label.equals(EQUAL) ? effort.runsWithoutRegression() : effort.runs()));
        });
  }

  private static void addNodes(List<Cell> cells, Effort effort) {
    Measure measure = Measure.ERRORS;
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    candidates.put(EQUAL, Candidate.SAME);
    candidates.put("x2", Candidate.errors(2));
    candidates.put("x5", Candidate.errors(5));
    candidates.forEach(
        (label, candidate) -> {
          var scenario =
              Scenario.of(new Traffic(1000, .275), candidate, Scenario.HOUR, measure)
                  .on(Fleet.ofUnevenShares(.005));
          cells.add(
              cell(
                  NODES + ": " + label,
                  scenario,
                  Specs.oneOfThree(measure),
                  5,
                  label.equals(EQUAL) ? effort.runsWithoutRegression() : effort.runs()));
        });
  }

  private static Cell cell(String id, Scenario scenario, AnalysisSpec spec, double step, int runs) {
    Lineup lineup =
        past -> {
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, new Turnout(spec, scenario.seconds(), past).when(Kind.ROLLBACK));
          return all;
        };
    return new Cell(NAME, id, scenario, step, runs, lineup, Double.NaN);
  }

  @Override
  public List<String> columns() {
    return List.of(TURNOUT);
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(
            results.of(NAME),
            cell -> cell.cell().id().endsWith(EQUAL),
            cell -> cell.of(TURNOUT).share())
        .atMost("false rollbacks: graded answers, uneven nodes", 0.01 / 3).stream().toList();
  }
}
