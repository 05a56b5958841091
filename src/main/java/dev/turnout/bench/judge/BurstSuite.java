package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Fleet;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ten dedicated nodes, one with the candidate, each with noisy minutes of its own. */
final class BurstSuite implements Suite {
  private static final String NAME = "bursts";
  private static final String EQUAL = "equal";
  private static final String WITHOUT_PAST = "turnout, nodes new";
  private static final double ERROR_RATE = 0.005;
  private static final double STEP = 5;

  /** Longer bursts cannot be told from a worse version in ten minutes; they are shown only. */
  private static final double LONGEST_SECONDS = 120;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Errors (0.5 %) on ten dedicated nodes with bursts of their own, 1000 req/s, one hour";
  }

  @Override
  public boolean isQuick() {
    return false;
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (Fleet fleet :
        List.of(
            Fleet.ofBursts(ERROR_RATE, .5, 30),
            Fleet.ofBursts(ERROR_RATE, 0, 30),
            Fleet.ofBursts(ERROR_RATE, .3, 120),
            Fleet.ofBursts(ERROR_RATE, .6, 15),
            Fleet.ofBursts(ERROR_RATE, .5, 300))) {
      cells.add(cell(fleet, EQUAL, Candidate.SAME, effort));
      cells.add(cell(fleet, "x2", Candidate.errors(2), effort));
      cells.add(cell(fleet, "x5", Candidate.errors(5), effort));
    }
    return cells;
  }

  private static Cell cell(Fleet fleet, String label, Candidate candidate, Effort effort) {
    Measure measure = Measure.ERRORS;
    var scenario = Scenario.of(new Traffic(1000, .1), candidate, Scenario.HOUR, measure).on(fleet);
    Lineup lineup =
        past -> {
          AnalysisSpec spec = Specs.oneOfThree(measure);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, new Turnout(spec, Scenario.HOUR, past).when(Kind.ROLLBACK));
          all.put(
              WITHOUT_PAST,
              new Turnout(spec, Scenario.HOUR, past.withoutNodes()).when(Kind.ROLLBACK));
          all.put(Rivals.KAYENTA, Rivals.kayenta(measure));
          return all;
        };
    return new Cell(
        NAME,
        "sd %.1f, %.0f s, %s".formatted(fleet.burstSpread(), fleet.burstSeconds(), label),
        scenario,
        STEP,
        effort.runs(),
        lineup,
        Double.NaN);
  }

  @Override
  public List<String> columns() {
    return List.of(TURNOUT, WITHOUT_PAST, Rivals.KAYENTA);
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(
            results.of(NAME),
            cell ->
                cell.cell().id().endsWith(EQUAL)
                    && cell.cell().scenario().fleet().stream()
                        .allMatch(fleet -> fleet.burstSeconds() <= LONGEST_SECONDS),
            cell -> cell.of(TURNOUT).share())
        .atMost("false rollbacks with bursts of up to two minutes, one metric", 0.02).stream()
            .toList();
  }
}
