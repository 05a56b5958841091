package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.ORACLE;
import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.rival.Oracle;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A candidate that is good for half an hour, and then fails. Seconds count from then. */
final class LateSuite implements Suite {
  private static final String NAME = "late";
  private static final double ONSET = 1800;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Detection of 1 % errors that begin after half an hour (seconds since then)";
  }

  @Override
  public List<Cell> cells(Effort effort) {
    var scenario =
        Scenario.of(
            new Traffic(1000, .1), Candidate.errors(10).from(ONSET), Scenario.HOUR, Measure.ERRORS);
    Lineup lineup =
        past -> {
          var judge = new Turnout(Specs.oneOfThree(Measure.ERRORS), scenario.seconds(), past);
          var oracle = new Oracle(Measure.ERRORS, Grid.odds(Measure.ERRORS, scenario));
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, judge.when(Kind.ROLLBACK));
          all.put(ORACLE, tick -> tick.start() >= ONSET && oracle.fires(tick));
          return all;
        };
    double wald = Grid.waldSeconds(Measure.ERRORS, scenario);
    return List.of(
        new Cell(
            NAME,
            "1000 req/s, 10 %, 1 % from minute 30",
            scenario,
            1,
            effort.runs(),
            lineup,
            wald));
  }

  @Override
  public List<String> columns() {
    return List.of(TURNOUT, ORACLE);
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(
            results.of(NAME), cell -> cell.detects(TURNOUT), DetectionTargets::medianToOracle)
        .atMost("late regression: median / oracle's median", 3.5).stream().toList();
  }
}
