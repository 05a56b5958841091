package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.rival.PooledTest;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An equal candidate gets more traffic while the errors of both arms climb. */
final class RampSuite implements Suite {
  private static final String NAME = "ramp";
  private static final String POOLED = "pooled z-test";
  private static final double HALF_HOUR = 1800;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "False rollbacks when the share goes from 1 % to 50 % and all errors from 0.1 % to 0.4 %";
  }

  @Override
  public List<Cell> cells(Effort effort) {
    var traffic = new Traffic(1000, .01, new Traffic.Ramp(HALF_HOUR, .5, 4, Scenario.HOUR));
    var scenario = Scenario.of(traffic, Candidate.SAME, Scenario.HOUR, Measure.ERRORS);
    Lineup lineup =
        past -> {
          var judge = new Turnout(Specs.oneOfThree(Measure.ERRORS), scenario.seconds(), past);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(DetectionSuite.TURNOUT, judge.when(Kind.ROLLBACK));
          all.put(POOLED, new PooledTest());
          return all;
        };
    return List.of(
        new Cell(
            NAME,
            "ramp and drift",
            scenario,
            1,
            effort.runsWithoutRegression(),
            lineup,
            Double.NaN));
  }

  @Override
  public List<String> columns() {
    return List.of(DetectionSuite.TURNOUT, POOLED);
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(
            results.of(NAME), cell -> true, cell -> cell.of(DetectionSuite.TURNOUT).share())
        .atMost("false rollbacks under ramp and drift, errors alone", 0.01 / 3).stream().toList();
  }
}
