package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When an absolute limit counts as broken, and how often it does for a candidate that keeps it. */
final class LimitSuite implements Suite {
  private static final String NAME = "limits";
  private static final String BROKEN = "limit broken";
  private static final String AT_LIMIT = "at the limit";
  private static final double ERROR_LIMIT = 0.01;
  private static final double FLOOR = 0.92;
  private static final double ALPHA = AnalysisSpec.DEFAULT_ALPHA / Specs.METRICS;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Absolute limits: errors at most 1 %, accuracy at least 92 %, nothing drifts";
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (double perSecond : new double[] {1, 10}) {
      var errors = Rate.errors("errors", Rate.DEFAULT_ERROR_MARGIN, ERROR_LIMIT).againstLimit();
      // Half of the requests go to the candidate.
      var requests = new Traffic(2 * perSecond, .5);
      cells.add(cell(requests, "0.1 %", Candidate.SAME, errors, effort));
      cells.add(cell(requests, "1 %, " + AT_LIMIT, Candidate.errors(10), errors, effort));
      cells.add(cell(requests, "2 %", Candidate.errors(20), errors, effort));
      cells.add(cell(requests, "5 %", Candidate.errors(50), errors, effort));
    }
    for (double perSecond : new double[] {1, 10}) {
      var accuracy =
          Rate.score("accuracy", Turnout.OUTCOME, Rate.DEFAULT_SCORE_MARGIN, FLOOR).againstLimit();
      var labels = new Traffic(2 * perSecond / Grid.LABELLED, .5);
      cells.add(cell(labels, "5 % wrong", Candidate.SAME, accuracy, effort));
      cells.add(cell(labels, "8 % wrong, " + AT_LIMIT, Candidate.wrong(1.6), accuracy, effort));
      cells.add(cell(labels, "10 % wrong", Candidate.wrong(2), accuracy, effort));
      cells.add(cell(labels, "20 % wrong", Candidate.wrong(4), accuracy, effort));
    }
    return cells;
  }

  private static Cell cell(
      Traffic traffic, String label, Candidate candidate, Rate metric, Effort effort) {
    Measure measure =
        metric.source().kind() == RateSource.Kind.SCORE ? Measure.ACCURACY : Measure.ERRORS;
    var scenario = Scenario.of(traffic, candidate, Scenario.HOUR, measure).inSteadyWorld();
    AnalysisSpec spec = Specs.with(List.of(metric)).withAlpha(ALPHA);
    Lineup lineup =
        past -> {
          var judge = new Turnout(spec, scenario.seconds(), past);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(
              BROKEN,
              judge.when(
                  seen -> seen.evidence().metrics().get(0).limits().get(0).candidateBroken()));
          return all;
        };
    int runs = label.endsWith(AT_LIMIT) ? effort.runsWithoutRegression() : effort.runs();
    return new Cell(
        NAME,
        metric.name() + ": " + Grid.id(traffic, label),
        scenario,
        traffic.step(measure),
        runs,
        lineup,
        Double.NaN);
  }

  @Override
  public List<String> columns() {
    return List.of(BROKEN);
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(
            results.of(NAME),
            cell -> cell.cell().id().endsWith(AT_LIMIT),
            cell -> cell.of(BROKEN).share())
        .atMost("limit counted as broken although it is kept", ALPHA).stream().toList();
  }
}
